package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A number that names a state, an index or a setting: it is compared, not summed.
///
/// For components of a record that declares a structure, see [SflowStructure].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface State {
  /// The unit: `bytes`, `packets`, `ms`, `bit/s`, ... or empty for a bare number.
  ///
  /// @return the unit
  String value() default "";

  /// What the field is, where its name does not say it.
  ///
  /// @return a phrase, or empty
  String about() default "";
}
