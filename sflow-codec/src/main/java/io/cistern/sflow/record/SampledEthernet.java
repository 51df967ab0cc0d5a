package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;

/// Ethernet addresses and type of a sampled packet: `sampled_ethernet` (0:2).
///
/// Source: `sflow_version_5.txt`.
///
/// 24 bytes; 20 where the MAC addresses have no padding (Huawei).
///
/// @param length length of the frame in bytes, its frame check sequence counted; unsigned 32 bits
///   at 0
/// @param srcMac MAC address it comes from; 6 bytes, padded to 8, at 4
/// @param dstMac MAC address it goes to; 6 bytes, padded to 8, at 12
/// @param type its EtherType; unsigned 32 bits at 20
@SflowStructure(
    format = 2,
    name = "sampled_ethernet",
    source = "sflow_version_5.txt",
    snakeCase = true,
    compactLength = 20)
public record SampledEthernet(long length, @Mac long srcMac, @Mac long dstMac, long type)
    implements FlowRecord {}
