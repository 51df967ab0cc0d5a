package io.cistern.sflow;

import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.Address;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The samples of vendors: [RtMetric], [RtFlow] and [FoundryAcl].
///
/// | sample      | layout                                                                        |
/// |-------------|-------------------------------------------------------------------------------|
/// | `rtmetric`  | data source, number of metrics, and for each: name, type, value               |
/// | `rtflow`    | data source, sampling rate, sample pool, number of fields, and for each: name, type, value |
/// | Foundry ACL | flags, group id                                                               |
final class VendorSamples {
  static final int FOUNDRY_ACL = 1991 << 12 | 1;
  static final int RT_METRIC = 4300 << 12 | 1002;
  static final int RT_FLOW = 4300 << 12 | 1003;

  /* A name's length and a type: the least a metric or field takes, before its value. */
  private static final int ENTRY = 8;

  private static final RtMetric.Type[] METRIC_TYPES = RtMetric.Type.values();
  private static final RtFlow.Type[] FIELD_TYPES = RtFlow.Type.values();

  private VendorSamples() {}

  /// Decodes a sample's body.
  ///
  /// @return the sample, or `null` for another tag; it means nothing if the reader is malformed
  static @Nullable Sample decode(XdrReader in, int tag) {
    return switch (tag) {
      case FOUNDRY_ACL -> new FoundryAcl(in.required32(), in.required32());
      case RT_METRIC -> metrics(in);
      case RT_FLOW -> flow(in);
      default -> null;
    };
  }

  private static RtMetric metrics(XdrReader in) {
    String source = in.text();
    int count = in.count(ENTRY);
    var metrics = new ArrayList<RtMetric.Metric>();
    for (int i = 0; i < count && !in.isMalformed(); i++) {
      String name = in.text();
      RtMetric.Type type = METRIC_TYPES[in.index(METRIC_TYPES.length)];
      metrics.add(new RtMetric.Metric(name, type, value(in, type.wireType())));
    }
    return new RtMetric(source, metrics);
  }

  private static RtFlow flow(XdrReader in) {
    String source = in.text();
    long samplingRate = in.required32();
    long samplePool = in.required32();
    int count = in.count(ENTRY);
    var fields = new ArrayList<RtFlow.Field>();
    for (int i = 0; i < count && !in.isMalformed(); i++) {
      String name = in.text();
      RtFlow.Type type = FIELD_TYPES[in.index(FIELD_TYPES.length)];
      fields.add(new RtFlow.Field(name, type, value(in, type.wireType())));
    }
    return new RtFlow(source, samplingRate, samplePool, fields);
  }

  private static RtValue value(XdrReader in, WireType type) {
    return switch (type) {
      case TEXT -> new RtValue.Text(in.text());
      case U32 -> new RtValue.Whole(in.required32());
      case U64 -> new RtValue.Whole(in.u64());
      case F32 -> new RtValue.Decimal(in.f32Widened());
      case F64 -> new RtValue.Decimal(in.f64());
      case MAC -> new RtValue.MacAddress(in.mac());
      case IPV4 -> new RtValue.Ip(in.ipv4());
      case IPV6 -> new RtValue.Ip(in.ipv6());
      case I32, OCTET, ADDRESS, OPAQUE, UUID, LIST, RECORDS, TO_END ->
          throw new IllegalStateException("no value of a metric or field: " + type);
    };
  }

  static void encode(FoundryAcl acl, XdrWriter out) {
    out.word(acl.flags());
    out.word(acl.groupId());
  }

  static void encode(RtMetric sample, XdrWriter out) {
    out.text(sample.dataSource());
    out.word(sample.metrics().size());
    for (RtMetric.Metric metric : sample.metrics()) {
      out.text(metric.name());
      out.word(metric.type().ordinal());
      value(metric.value(), metric.type().wireType(), out);
    }
  }

  static void encode(RtFlow sample, XdrWriter out) {
    out.text(sample.dataSource());
    out.word(sample.samplingRate());
    out.word(sample.samplePool());
    out.word(sample.fields().size());
    for (RtFlow.Field field : sample.fields()) {
      out.text(field.name());
      out.word(field.type().ordinal());
      value(field.value(), field.type().wireType(), out);
    }
  }

  private static void value(RtValue value, WireType type, XdrWriter out) {
    switch (value) {
      case RtValue.Text(String text) when type == WireType.TEXT -> out.text(text);
      case RtValue.Whole(long bits) when type == WireType.U32 -> out.word(bits);
      case RtValue.Whole(long bits) when type == WireType.U64 -> out.u64(bits);
      case RtValue.Decimal(double number) when type == WireType.F32 -> out.f32Narrowed(number);
      case RtValue.Decimal(double number) when type == WireType.F64 -> out.f64(number);
      case RtValue.MacAddress(long bits) when type == WireType.MAC -> out.mac(bits);
      case RtValue.Ip(Address ip) when type == WireType.IPV4 && ip.type() == 1 -> out.ipv4(ip);
      case RtValue.Ip(Address ip) when type == WireType.IPV6 && ip.type() == 2 -> out.ipv6(ip);
      default -> throw new IllegalArgumentException("not of type " + type + ": " + value);
    }
  }
}
