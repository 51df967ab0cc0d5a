package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An IPv6 address without a type word, in an `io.cistern.sflow.record.Address`.
///
/// For components of a record that declares a structure, see [SflowStructure].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Ipv6 {}
