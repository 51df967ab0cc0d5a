package io.cistern.app.cli;

import io.cistern.sflow.Field;
import io.cistern.sflow.FieldKind;
import io.cistern.sflow.WireType;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.ExtendedRouter;
import io.cistern.sflow.record.ExtendedSwitch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What in a decoded record is no value: fields that it is too short for, and those whose value
/// says that the agent does not know them.
///
/// Source: sFlow version 5, section 5: unknown counters have all bits set, unknown strings are
/// empty, unknown addresses have type 0; its erratum of `extended_switch`; sflow_host.txt: unknown
/// percentages and loads are -1.
final class Unknown {
  private static final long ALL_ONES = 0xffffffffL;

  private Unknown() {}

  /// Whether a field of a structure is absent or unknown.
  static boolean isUnknown(Field field, Object record, @Nullable Object value) {
    if (isAbsent(value)) {
      return true;
    }
    if (value instanceof Long number && number == ALL_ONES && field.type() == WireType.U32) {
      return isMeasured(field)
          || record instanceof ExtendedSwitch
          || record instanceof ExtendedRouter;
    }
    return isMeasured(field) && value instanceof Number number && number.doubleValue() == -1;
  }

  private static boolean isMeasured(Field field) {
    return field.isMetric() && field.kind() != FieldKind.STATE;
  }

  /// Whether a value of a record stands for none: unsigned numbers are -1 there, signed ones the
  /// least there is.
  static boolean isAbsent(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Long number -> number == -1;
      case Integer number -> number == -1 || number == Integer.MIN_VALUE;
      case Address address -> address.type() == 0;
      case UUID uuid -> uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0;
      case String text -> text.isEmpty();
      default -> false;
    };
  }
}
