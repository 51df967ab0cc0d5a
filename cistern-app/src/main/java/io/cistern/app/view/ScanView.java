package io.cistern.app.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scan, with its evidence.
///
/// @param kind horizontal, vertical or block
/// @param port the port of a horizontal scan, else null
/// @param target the destination of a vertical scan, else null
/// @param error95 95 % relative error of `estimatedProbes`, a fraction
/// @param examples a few of the targets seen, as `address:port`
public record ScanView(
    String scanner,
    String kind,
    String protocol,
    @Nullable Integer port,
    @Nullable String target,
    long distinctTargets,
    long distinctPorts,
    long samples,
    double estimatedProbes,
    double error95,
    double synOnlyShare,
    double successShare,
    Instant firstSeen,
    Instant lastSeen,
    boolean active,
    List<String> examples,
    String explanation) {}
