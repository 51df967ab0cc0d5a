package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Table use of a Broadcom device: `hw_tables` (4413:3).
///
/// Source: `sflow_broadcom_tables.txt`.
///
/// @param hostEntries entries of the host table in use; gauge, unsigned 32 bits at 0
/// @param hostEntriesMax how many there can be; gauge, unsigned 32 bits at 4
/// @param ipv4Entries entries in use for IPv4 hosts; gauge, unsigned 32 bits at 8
/// @param ipv4EntriesMax how many there can be; gauge, unsigned 32 bits at 12
/// @param ipv6Entries entries in use for IPv6 hosts; gauge, unsigned 32 bits at 16
/// @param ipv6EntriesMax how many there can be; gauge, unsigned 32 bits at 20
/// @param ipv4Ipv6Entries entries in use that IPv4 and IPv6 share; gauge, unsigned 32 bits at 24
/// @param ipv4Ipv6EntriesMax how many there can be; gauge, unsigned 32 bits at 28
/// @param longIpv6Entries entries in use for long IPv6 prefixes; gauge, unsigned 32 bits at 32
/// @param longIpv6EntriesMax how many there can be; gauge, unsigned 32 bits at 36
/// @param totalRoutes routes; gauge, unsigned 32 bits at 40
/// @param totalRoutesMax how many there can be; gauge, unsigned 32 bits at 44
/// @param ecmpNexthops next hops of equal-cost paths; gauge, unsigned 32 bits at 48
/// @param ecmpNexthopsMax how many there can be; gauge, unsigned 32 bits at 52
/// @param macEntries MAC addresses; gauge, unsigned 32 bits at 56
/// @param macEntriesMax how many there can be; gauge, unsigned 32 bits at 60
/// @param ipv4Neighbors IPv4 neighbours; gauge, unsigned 32 bits at 64
/// @param ipv6Neighbors IPv6 neighbours; gauge, unsigned 32 bits at 68
/// @param ipv4Routes IPv4 routes; gauge, unsigned 32 bits at 72
/// @param ipv6Routes IPv6 routes; gauge, unsigned 32 bits at 76
/// @param aclIngressEntries ingress ACL entries in use; gauge, unsigned 32 bits at 80
/// @param aclIngressEntriesMax how many there can be; gauge, unsigned 32 bits at 84
/// @param aclIngressCounters ingress ACL counters in use; gauge, unsigned 32 bits at 88
/// @param aclIngressCountersMax how many there can be; gauge, unsigned 32 bits at 92
/// @param aclIngressMeters ingress ACL meters in use; gauge, unsigned 32 bits at 96
/// @param aclIngressMetersMax how many there can be; gauge, unsigned 32 bits at 100
/// @param aclIngressSlices ingress ACL slices in use; gauge, unsigned 32 bits at 104
/// @param aclIngressSlicesMax how many there can be; gauge, unsigned 32 bits at 108
/// @param aclEgressEntries egress ACL entries in use; gauge, unsigned 32 bits at 112
/// @param aclEgressEntriesMax how many there can be; gauge, unsigned 32 bits at 116
/// @param aclEgressCounters egress ACL counters in use; gauge, unsigned 32 bits at 120
/// @param aclEgressCountersMax how many there can be; gauge, unsigned 32 bits at 124
/// @param aclEgressMeters egress ACL meters in use; gauge, unsigned 32 bits at 128
/// @param aclEgressMetersMax how many there can be; gauge, unsigned 32 bits at 132
/// @param aclEgressSlices egress ACL slices in use; gauge, unsigned 32 bits at 136
/// @param aclEgressSlicesMax how many there can be; gauge, unsigned 32 bits at 140
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
