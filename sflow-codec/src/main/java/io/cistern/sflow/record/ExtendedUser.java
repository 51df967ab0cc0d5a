package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The users of a packet: `extended_user` (0:1004).
///
/// Source: `sflow_version_5.txt`.
///
/// Character sets are IANA's MIBenum: 106 UTF-8, 0 unknown.
///
/// @param srcCharset character set of the source's user; unsigned 32 bits at 0
/// @param srcUser user at the source; text at 4
/// @param dstCharset character set of the destination's user; unsigned 32 bits
/// @param dstUser user at the destination; text
@SflowStructure(
    format = 1004,
    name = "extended_user",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedUser(long srcCharset, String srcUser, long dstCharset, String dstUser)
    implements FlowRecord {}
