package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The MPLS virtual circuit of a packet: `extended_mpls_vc` (0:1009).
///
/// Source: `sflow_version_5.txt`.
///
/// @param vcInstanceName name of the VPLS or VLL instance; text at 0
/// @param vllVcId number of the virtual circuit; unsigned 32 bits
/// @param vcLabelCos class of service of its label; unsigned 32 bits
@SflowStructure(
    format = 1009,
    name = "extended_mpls_vc",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedMplsVc(String vcInstanceName, long vllVcId, long vcLabelCos)
    implements FlowRecord {}
