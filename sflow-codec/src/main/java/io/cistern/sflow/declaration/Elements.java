package io.cistern.sflow.declaration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A list of which each element has metrics of its own, the first 16 of them: of a list of records
/// those fields that are a [Counter], [Gauge] or [State] there, of a list of numbers the number,
/// which the list itself declares to be one of them.
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

  /// The element's component that tells its number, where it says less than [#first()] the place in
  /// the list does.
  ///
  /// @return a component that is a `long`, or empty where the place in the list always does
  String number() default "";
}
