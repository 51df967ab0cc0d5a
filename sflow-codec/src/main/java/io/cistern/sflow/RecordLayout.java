package io.cistern.sflow;

import io.cistern.sflow.declaration.Ipv4;
import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.Octet;
import io.cistern.sflow.declaration.ToEnd;
import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.FlowRecord;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the components of one record class are on the wire, and how to make and take apart its
/// values.
final class RecordLayout {
  /// One component.
  ///
  /// @param component the declaration
  /// @param type how it is written
  /// @param element how the elements of a list are written, if they are no records
  /// @param nested the layout of the elements of a list of records
  /// @param accessor takes the record, returns the component
  record Part(
      RecordComponent component,
      WireType type,
      @Nullable WireType element,
      @Nullable RecordLayout nested,
      MethodHandle accessor) {}

  private final Class<?> recordClass;
  private final MethodHandle constructor;
  private final List<Part> parts;
  private final int minimumLength;
  private volatile @Nullable RecordCodec codec;

  private RecordLayout(Class<?> recordClass, MethodHandle constructor, List<Part> parts) {
    this.recordClass = recordClass;
    this.constructor = constructor;
    this.parts = parts;
    minimumLength = parts.stream().mapToInt(part -> part.type().minimumLength()).sum();
  }

  /// Reads the declaration of a record class.
  ///
  /// @throws IllegalArgumentException if a component has a type that has no wire form, or the
  ///   lookup cannot reach the class
  static RecordLayout of(MethodHandles.Lookup lookup, Class<?> recordClass) {
    try {
      RecordComponent[] components = recordClass.getRecordComponents();
      if (components == null) {
        throw new IllegalArgumentException("not a record: " + recordClass.getName());
      }
      var parts = new ArrayList<Part>();
      for (RecordComponent component : components) {
        parts.add(part(lookup, component));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      MethodHandle constructor =
          lookup.findConstructor(recordClass, MethodType.methodType(void.class, types));
      return new RecordLayout(recordClass, constructor, List.copyOf(parts));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot reach " + recordClass.getName(), e);
    }
  }

  private static Part part(MethodHandles.Lookup lookup, RecordComponent component)
      throws IllegalAccessException {
    MethodHandle accessor = lookup.unreflect(component.getAccessor());
    WireType type =
        component.getType() == List.class ? WireType.LIST : scalar(component, component.getType());
    if (type != WireType.LIST) {
      return new Part(component, type, null, null, accessor);
    }
    Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    if (argument == FlowRecord.class) {
      return new Part(component, WireType.RECORDS, null, null, accessor);
    }
    return argument instanceof Class<?> element && element.isRecord() && element != Address.class
        ? new Part(component, type, null, of(lookup, element), accessor)
        : new Part(component, type, scalar(component, argument), null, accessor);
  }

  private static WireType scalar(RecordComponent component, Type type) {
    if (type == long.class || type == Long.class) {
      return component.isAnnotationPresent(Mac.class)
          ? WireType.MAC
          : component.isAnnotationPresent(U64.class) ? WireType.U64 : WireType.U32;
    }
    if (type == int.class || type == Integer.class) {
      return component.isAnnotationPresent(Octet.class) ? WireType.OCTET : WireType.I32;
    }
    if (type == Address.class) {
      return component.isAnnotationPresent(Ipv4.class)
          ? WireType.IPV4
          : component.isAnnotationPresent(Ipv6.class) ? WireType.IPV6 : WireType.ADDRESS;
    }
    if (type == float.class) {
      return WireType.F32;
    }
    if (type == double.class) {
      return WireType.F64;
    }
    if (type == String.class) {
      return component.isAnnotationPresent(ToEnd.class) ? WireType.TO_END : WireType.TEXT;
    }
    if (type == Bytes.class) {
      return WireType.OPAQUE;
    }
    if (type == UUID.class) {
      return WireType.UUID;
    }
    throw new IllegalArgumentException("no wire form: " + component);
  }

  Class<?> recordClass() {
    return recordClass;
  }

  MethodHandle constructor() {
    return constructor;
  }

  List<Part> parts() {
    return parts;
  }

  /// The fewest bytes a value takes.
  int minimumLength() {
    return minimumLength;
  }

  /// The codec, compiled when it is first asked for.
  RecordCodec codec() {
    RecordCodec known = codec;
    return known != null ? known : compile();
  }

  private synchronized RecordCodec compile() {
    RecordCodec known = codec;
    if (known == null) {
      known = CodecCompiler.compile(this);
      codec = known;
    }
    return known;
  }
}
