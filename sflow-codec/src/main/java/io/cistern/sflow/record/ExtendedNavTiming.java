package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Navigation times of a web page: `extended_nav_timing` (0:2208).
///
/// Source: sflow list.
///
/// Milliseconds since the start of the navigation; 0 where the event did not happen.
///
/// @param type how the page was come to: 0 link or address, 1 reload, 2 back or forward, 255 other;
///   unsigned 32 bits at 0
/// @param redirectCount redirects on the way; unsigned 32 bits at 4
/// @param navigationStart the start itself; unsigned 32 bits at 8
/// @param unloadEventStart when the page before began to be unloaded; unsigned 32 bits at 12
/// @param unloadEventEnd when it was unloaded; unsigned 32 bits at 16
/// @param redirectStart when the first redirect began; unsigned 32 bits at 20
/// @param redirectEnd when the last redirect ended; unsigned 32 bits at 24
/// @param fetchStart when the browser was ready to fetch the page; unsigned 32 bits at 28
/// @param domainLookupStart when its name began to be resolved; unsigned 32 bits at 32
/// @param domainLookupEnd when its name was resolved; unsigned 32 bits at 36
/// @param connectStart when the connection began to be made; unsigned 32 bits at 40
/// @param connectEnd when the connection was made; unsigned 32 bits at 44
/// @param secureConnectionStart when the TLS handshake began; unsigned 32 bits at 48
/// @param requestStart when the request began to be sent; unsigned 32 bits at 52
/// @param responseStart when the first byte of the response came; unsigned 32 bits at 56
/// @param responseEnd when the last byte of the response came; unsigned 32 bits at 60
/// @param domLoading when the document began to be parsed; unsigned 32 bits at 64
/// @param domInteractive when the document was parsed; unsigned 32 bits at 68
/// @param domContentLoadedEventStart when the event `DOMContentLoaded` began; unsigned 32 bits at
///   72
/// @param domContentLoadedEventEnd when the event `DOMContentLoaded` ended; unsigned 32 bits at 76
/// @param domComplete when all it refers to was loaded; unsigned 32 bits at 80
/// @param loadEventStart when the event `load` began; unsigned 32 bits at 84
/// @param loadEventEnd when the event `load` ended; unsigned 32 bits at 88
@SflowStructure(format = 2208, name = "extended_nav_timing", source = "sflow list")
public record ExtendedNavTiming(
    long type,
    long redirectCount,
    long navigationStart,
    long unloadEventStart,
    long unloadEventEnd,
    long redirectStart,
    long redirectEnd,
    long fetchStart,
    long domainLookupStart,
    long domainLookupEnd,
    long connectStart,
    long connectEnd,
    long secureConnectionStart,
    long requestStart,
    long responseStart,
    long responseEnd,
    long domLoading,
    long domInteractive,
    long domContentLoadedEventStart,
    long domContentLoadedEventEnd,
    long domComplete,
    long loadEventStart,
    long loadEventEnd)
    implements FlowRecord {}
