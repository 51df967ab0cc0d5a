package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A list whose first 16 elements have metrics of their own. In a list of records these are the
/// fields that are a [Counter], [Gauge] or [State] there; in a list of numbers they are the
/// numbers, and the list itself is declared to be one of the three.
///
/// The metrics of `@Elements("lane_#") List<SfpLane> lanes` are `sfp_lane_1_rx_power` and so on.
/// They are absent where the list is shorter. For components of a record that declares a structure,
/// see [SflowStructure]; elements must have a fixed length.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Elements {
  /// The name of an element, without the structure's prefix, `#` standing for its number.
  ///
  /// @return for example `lane_#`
  String value();

  /// The number of the first element.
  ///
  /// @return 0 or 1
  int first() default 1;

  /// The component of an element that holds its number. An element whose number is less than
  /// [#first()] is numbered by its place in the list.
  ///
  /// @return a component that is a `long`, or empty to number all elements by their places
  String number() default "";
}
