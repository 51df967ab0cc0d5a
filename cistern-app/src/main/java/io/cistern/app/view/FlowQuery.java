package io.cistern.app.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which top talkers are asked for.
///
/// @param keys key fields, such as `source`, `destination`, `protocol`, `destinationPort`
/// @param by `bytes` or `packets`
/// @param windowSeconds the window that the figures cover
/// @param n how many at the most
/// @param agent only what this agent address saw, or null for all: then each packet counts once
public record FlowQuery(
    List<String> keys, String by, int windowSeconds, int n, @Nullable String agent) {}
