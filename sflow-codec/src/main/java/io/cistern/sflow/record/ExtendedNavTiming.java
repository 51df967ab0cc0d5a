package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Navigation times of a web page: `extended_nav_timing` (0:2208).
///
/// Source: sflow list.
///
/// Milliseconds since the start of the navigation; 0 where the event did not happen.
///
/// @param type unsigned 32 bits at 0
/// @param redirectCount unsigned 32 bits at 4
/// @param navigationStart unsigned 32 bits at 8
/// @param unloadEventStart unsigned 32 bits at 12
/// @param unloadEventEnd unsigned 32 bits at 16
/// @param redirectStart unsigned 32 bits at 20
/// @param redirectEnd unsigned 32 bits at 24
/// @param fetchStart unsigned 32 bits at 28
/// @param domainLookupStart unsigned 32 bits at 32
/// @param domainLookupEnd unsigned 32 bits at 36
/// @param connectStart unsigned 32 bits at 40
/// @param connectEnd unsigned 32 bits at 44
/// @param secureConnectionStart unsigned 32 bits at 48
/// @param requestStart unsigned 32 bits at 52
/// @param responseStart unsigned 32 bits at 56
/// @param responseEnd unsigned 32 bits at 60
/// @param domLoading unsigned 32 bits at 64
/// @param domInteractive unsigned 32 bits at 68
/// @param domContentLoadedEventStart unsigned 32 bits at 72
/// @param domContentLoadedEventEnd unsigned 32 bits at 76
/// @param domComplete unsigned 32 bits at 80
/// @param loadEventStart unsigned 32 bits at 84
/// @param loadEventEnd unsigned 32 bits at 88
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
