package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import java.util.UUID;

/// What a host is: `host_descr` (0:2000).
///
/// Source: `sflow_host.txt`.
///
/// @param hostname text at 0
/// @param uuid 16 bytes
/// @param machineType 0 unknown, 1 other, 2 x86, 3 x86_64, 4 ia64, 5 sparc, 6 alpha, 7 powerpc, 8
///   m68k, 9 mips, 10 arm, 11 hppa, 12 s390; unsigned 32 bits, state
/// @param osName 0 unknown, 1 other, 2 linux, 3 windows, 4 darwin, 5 hpux, 6 aix, 7 dragonfly, 8
///   freebsd, 9 netbsd, 10 openbsd, 11 osf, 12 solaris; unsigned 32 bits, state
/// @param osRelease text
@SflowStructure(
    format = 2000,
    name = "host_descr",
    prefix = "host",
    source = "sflow_host.txt",
    snakeCase = true)
public record HostDescr(
    String hostname,
    UUID uuid,
    @State(
            about =
                "0 unknown, 1 other, 2 x86, 3 x86_64, 4 ia64, 5 sparc, 6 alpha, 7 powerpc, 8 m68k, 9 mips, 10 arm, 11 hppa, 12 s390")
        long machineType,
    @State(
            about =
                "0 unknown, 1 other, 2 linux, 3 windows, 4 darwin, 5 hpux, 6 aix, 7 dragonfly, 8 freebsd, 9 netbsd, 10 openbsd, 11 osf, 12 solaris")
        long osName,
    String osRelease)
    implements CounterRecord {}
