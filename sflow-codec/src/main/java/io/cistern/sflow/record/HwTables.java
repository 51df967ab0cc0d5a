package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Table use of a Broadcom device: `hw_tables` (4413:3).
///
/// Source: `sflow_broadcom_tables.txt`.
///
/// @param hostEntries unsigned 32 bits at 0, gauge, entries
/// @param hostEntriesMax unsigned 32 bits at 4, gauge, entries
/// @param ipv4Entries unsigned 32 bits at 8, gauge, entries
/// @param ipv4EntriesMax unsigned 32 bits at 12, gauge, entries
/// @param ipv6Entries unsigned 32 bits at 16, gauge, entries
/// @param ipv6EntriesMax unsigned 32 bits at 20, gauge, entries
/// @param ipv4Ipv6Entries unsigned 32 bits at 24, gauge, entries
/// @param ipv4Ipv6EntriesMax unsigned 32 bits at 28, gauge, entries
/// @param longIpv6Entries unsigned 32 bits at 32, gauge, entries
/// @param longIpv6EntriesMax unsigned 32 bits at 36, gauge, entries
/// @param totalRoutes unsigned 32 bits at 40, gauge, entries
/// @param totalRoutesMax unsigned 32 bits at 44, gauge, entries
/// @param ecmpNexthops unsigned 32 bits at 48, gauge, entries
/// @param ecmpNexthopsMax unsigned 32 bits at 52, gauge, entries
/// @param macEntries unsigned 32 bits at 56, gauge, entries
/// @param macEntriesMax unsigned 32 bits at 60, gauge, entries
/// @param ipv4Neighbors unsigned 32 bits at 64, gauge, entries
/// @param ipv6Neighbors unsigned 32 bits at 68, gauge, entries
/// @param ipv4Routes unsigned 32 bits at 72, gauge, entries
/// @param ipv6Routes unsigned 32 bits at 76, gauge, entries
/// @param aclIngressEntries unsigned 32 bits at 80, gauge, entries
/// @param aclIngressEntriesMax unsigned 32 bits at 84, gauge, entries
/// @param aclIngressCounters unsigned 32 bits at 88, gauge, entries
/// @param aclIngressCountersMax unsigned 32 bits at 92, gauge, entries
/// @param aclIngressMeters unsigned 32 bits at 96, gauge, entries
/// @param aclIngressMetersMax unsigned 32 bits at 100, gauge, entries
/// @param aclIngressSlices unsigned 32 bits at 104, gauge, entries
/// @param aclIngressSlicesMax unsigned 32 bits at 108, gauge, entries
/// @param aclEgressEntries unsigned 32 bits at 112, gauge, entries
/// @param aclEgressEntriesMax unsigned 32 bits at 116, gauge, entries
/// @param aclEgressCounters unsigned 32 bits at 120, gauge, entries
/// @param aclEgressCountersMax unsigned 32 bits at 124, gauge, entries
/// @param aclEgressMeters unsigned 32 bits at 128, gauge, entries
/// @param aclEgressMetersMax unsigned 32 bits at 132, gauge, entries
/// @param aclEgressSlices unsigned 32 bits at 136, gauge, entries
/// @param aclEgressSlicesMax unsigned 32 bits at 140, gauge, entries
@SflowStructure(
    enterprise = 4413,
    format = 3,
    name = "hw_tables",
    prefix = "hw",
    source = "sflow_broadcom_tables.txt",
    snakeCase = true)
public record HwTables(
    @Gauge("entries") long hostEntries,
    @Gauge("entries") long hostEntriesMax,
    @Gauge("entries") long ipv4Entries,
    @Gauge("entries") long ipv4EntriesMax,
    @Gauge("entries") long ipv6Entries,
    @Gauge("entries") long ipv6EntriesMax,
    @Gauge("entries") long ipv4Ipv6Entries,
    @Gauge("entries") long ipv4Ipv6EntriesMax,
    @Gauge("entries") long longIpv6Entries,
    @Gauge("entries") long longIpv6EntriesMax,
    @Gauge("entries") long totalRoutes,
    @Gauge("entries") long totalRoutesMax,
    @Gauge("entries") long ecmpNexthops,
    @Gauge("entries") long ecmpNexthopsMax,
    @Gauge("entries") long macEntries,
    @Gauge("entries") long macEntriesMax,
    @Gauge("entries") long ipv4Neighbors,
    @Gauge("entries") long ipv6Neighbors,
    @Gauge("entries") long ipv4Routes,
    @Gauge("entries") long ipv6Routes,
    @Gauge("entries") long aclIngressEntries,
    @Gauge("entries") long aclIngressEntriesMax,
    @Gauge("entries") long aclIngressCounters,
    @Gauge("entries") long aclIngressCountersMax,
    @Gauge("entries") long aclIngressMeters,
    @Gauge("entries") long aclIngressMetersMax,
    @Gauge("entries") long aclIngressSlices,
    @Gauge("entries") long aclIngressSlicesMax,
    @Gauge("entries") long aclEgressEntries,
    @Gauge("entries") long aclEgressEntriesMax,
    @Gauge("entries") long aclEgressCounters,
    @Gauge("entries") long aclEgressCountersMax,
    @Gauge("entries") long aclEgressMeters,
    @Gauge("entries") long aclEgressMetersMax,
    @Gauge("entries") long aclEgressSlices,
    @Gauge("entries") long aclEgressSlicesMax)
    implements CounterRecord {}
