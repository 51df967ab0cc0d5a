package io.cistern.protodecode;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;

/// Everything that fields answer, by name: by reflection, so that no getter is forgotten.
final class AllFields {
  private AllFields() {}

  static Map<String, Object> of(HeaderFields fields) {
    Map<String, Object> values = new TreeMap<>();
    add(values, "", HeaderFields.class, fields);
    for (int i = 0; i < fields.layerCount(); i++) {
      values.put("layer" + i, fields.layerKind(i) + "@" + fields.layerOffset(i));
    }
    add(values, "inner.", PacketFields.class, fields.inner());
    return values;
  }

  private static void add(
      Map<String, Object> values, String prefix, Class<?> type, PacketFields fields) {
    try {
      for (Method getter : type.getMethods()) {
        boolean asks =
            PacketFields.class.isAssignableFrom(getter.getDeclaringClass())
                && !Modifier.isStatic(getter.getModifiers())
                && getter.getParameterCount() == 0
                && getter.getReturnType() != PacketFields.class;
        if (asks) {
          values.put(prefix + getter.getName(), getter.invoke(fields));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < fields.vlanCount(); i++) {
      values.put(prefix + "vlan" + i, fields.vlanTag(i));
    }
    for (int i = 0; i < fields.mplsLabelCount(); i++) {
      values.put(prefix + "mpls" + i, fields.mplsLabel(i));
    }
  }
}
