package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The MPLS FEC-to-NHLFE entry of a packet: `extended_mpls_FTN` (0:1010).
///
/// Source: `sflow_version_5.txt`.
///
/// @param mplsFTNDescr description of the FEC to NHLFE entry; text at 0
/// @param mplsFTNMask which fields of the packet the entry compares, `mplsFTNMask` of RFC 3814;
///   unsigned 32 bits
@SflowStructure(format = 1010, name = "extended_mpls_FTN", source = "sflow_version_5.txt")
public record ExtendedMplsFtn(String mplsFTNDescr, long mplsFTNMask) implements FlowRecord {}
