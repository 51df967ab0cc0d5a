package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import java.util.UUID;

/// What a host is: `host_descr` (0:2000).
///
/// Source: `sflow_host.txt`.
///
/// @param hostname the host's name, without a domain; text at 0
/// @param uuid UUID of the system; 16 bytes
/// @param machineType 0 unknown, 1 other, 2 x86, 3 x86_64, 4 ia64, 5 sparc, 6 alpha, 7 powerpc, 8
///   m68k, 9 mips, 10 arm, 11 hppa, 12 s390; state, unsigned 32 bits
/// @param osName 0 unknown, 1 other, 2 linux, 3 windows, 4 darwin, 5 hpux, 6 aix, 7 dragonfly, 8
///   freebsd, 9 netbsd, 10 openbsd, 11 osf, 12 solaris; state, unsigned 32 bits
/// @param osRelease the operating system's release; text
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
                "0 unknown, 1 other, 2 x86, 3 x86_64, 4 ia64, 5 sparc, 6 alpha, 7 powerpc, 8 m68k,"
                    + " 9 mips, 10 arm, 11 hppa, 12 s390")
        long machineType,
    @State(
            about =
                "0 unknown, 1 other, 2 linux, 3 windows, 4 darwin, 5 hpux, 6 aix, 7 dragonfly,"
                    + " 8 freebsd, 9 netbsd, 10 openbsd, 11 osf, 12 solaris")
        long osName,
    String osRelease)
    implements CounterRecord {}
