package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// What a Java virtual machine is: `jvm_runtime` (0:2105).
///
/// Source: `sflow_jvm.txt`.
///
/// @param vmName name of the virtual machine; text at 0
/// @param vmVendor its vendor; text
/// @param vmVersion its version; text
@SflowStructure(format = 2105, name = "jvm_runtime", source = "sflow_jvm.txt", snakeCase = true)
public record JvmRuntime(String vmName, String vmVendor, String vmVersion)
    implements CounterRecord {}
