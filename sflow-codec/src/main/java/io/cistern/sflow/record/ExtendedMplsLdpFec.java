package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The LDP FEC of a packet: `extended_mpls_LDP_FEC` (0:1011).
///
/// Source: `sflow_version_5.txt`.
///
/// @param mplsFecAddrPrefixLength bits of the prefix of the FEC; unsigned 32 bits at 0
@SflowStructure(format = 1011, name = "extended_mpls_LDP_FEC", source = "sflow_version_5.txt")
public record ExtendedMplsLdpFec(long mplsFecAddrPrefixLength) implements FlowRecord {}
