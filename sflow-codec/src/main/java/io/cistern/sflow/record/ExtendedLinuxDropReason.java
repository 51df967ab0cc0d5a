package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Why the Linux kernel dropped a packet: `extended_linux_drop_reason` (0:1042).
///
/// Source: host-sflow sflow.h.
///
/// @param reason name in the kernel's `dropreason.h`, for example `NOT_SPECIFIED`; text at 0
@SflowStructure(format = 1042, name = "extended_linux_drop_reason", source = "host-sflow sflow.h")
public record ExtendedLinuxDropReason(String reason) implements FlowRecord {}
