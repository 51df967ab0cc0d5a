package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The field's name where it is neither the component's nor its snake case: its spelling in the
/// standard, or its metric.
///
/// For components of a record that declares a structure, see [SflowStructure].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Name {
  /// The spelling in the standard.
  ///
  /// @return a name, or empty for the usual one
  String value() default "";

  /// The metric name.
  ///
  /// @return a name, or empty for the usual one
  String metric() default "";
}
