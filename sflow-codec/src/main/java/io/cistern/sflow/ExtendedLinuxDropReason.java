package io.cistern.sflow;

/// Flow record `extended_linux_drop_reason` (0:1042).
///
/// Source: host-sflow sflow.h.
///
/// On the wire: dropreason.h name e.g. NOT_SPECIFIED.
///
/// @param reason text at 0
@SflowStructure(format = 1042, name = "extended_linux_drop_reason", source = "host-sflow sflow.h")
public record ExtendedLinuxDropReason(String reason) implements FlowRecord {}
