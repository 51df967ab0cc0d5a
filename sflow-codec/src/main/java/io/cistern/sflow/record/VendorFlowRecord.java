package io.cistern.sflow.record;

/// A flow record declared outside this library. Implement it with a record that carries an
/// `@SflowStructure`, and give it to a [io.cistern.sflow.Structures.Builder].
public non-sealed interface VendorFlowRecord extends FlowRecord {}
