package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A MAC address: 6 bytes and 2 of padding on the wire, 48 bits in a `long`, or in the elements of
/// a list.
///
/// For components of a record that declares a structure, see [SflowStructure].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Mac {}
