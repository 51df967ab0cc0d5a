package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A number that only grows until it wraps or is reset; all ones means that the agent does not
/// count it.
///
/// For components of a record that declares a structure, see [SflowStructure].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Counter {
  /// The unit: `bytes`, `packets`, `ms`, `bit/s`, ... or empty for a bare number.
  ///
  /// @return the unit
  String value() default "";

  /// What the field is, where its name does not say it.
  ///
  /// @return a phrase, or empty
  String about() default "";
}
