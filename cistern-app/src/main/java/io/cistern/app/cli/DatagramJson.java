package io.cistern.app.cli;

import io.cistern.protodecode.Layer;
import io.cistern.protodecode.MacAddress;
import io.cistern.protodecode.Packet;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.DiscardedPacket;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.FoundryAcl;
import io.cistern.sflow.PacketInterface;
import io.cistern.sflow.RtFlow;
import io.cistern.sflow.RtMetric;
import io.cistern.sflow.RtValue;
import io.cistern.sflow.Sample;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import io.cistern.sflow.UnknownSample;
import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.SampledHeader;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes a decoded datagram as one JSON object: every sample, every record with its fields in the
/// standard's spelling, sampled headers with their layers.
///
/// Numbers are as on the wire, but what is absent or unknown is null, by the rules of [Unknown].
/// Single-threaded.
final class DatagramJson {
  private final JsonGenerator json;

  DatagramJson(JsonGenerator json) {
    this.json = json;
  }

  /// Writes the datagram's fields into the object that is open.
  void write(Datagram datagram) {
    json.writeNumberProperty("version", datagram.version());
    json.writeStringProperty("agent", datagram.agent().toString());
    json.writeNumberProperty("subAgent", datagram.subAgentId());
    json.writeNumberProperty("sequenceNumber", datagram.sequenceNumber());
    json.writeNumberProperty("uptimeMillis", datagram.uptimeMillis());
    json.writeArrayPropertyStart("samples");
    datagram.samples().forEach(this::sample);
    json.writeEndArray();
    json.writeNumberProperty("trailingBytes", datagram.trailingBytes());
  }

  private void sample(Sample sample) {
    json.writeStartObject();
    switch (sample) {
      case FlowSample flow -> flow(flow);
      case CountersSample counters -> counters(counters);
      case DiscardedPacket discarded -> discarded(discarded);
      case RtMetric metrics -> metrics(metrics);
      case RtFlow flow -> rtFlow(flow);
      case FoundryAcl acl -> {
        json.writeStringProperty("kind", "foundry_acl");
        components(acl);
      }
      case UnknownSample(int enterprise, int format, Bytes bytes) ->
          unknown(enterprise, format, bytes);
    }
    json.writeEndObject();
  }

  private void metrics(RtMetric sample) {
    json.writeStringProperty("kind", "rtmetric");
    json.writeStringProperty("dataSource", sample.dataSource());
    json.writeArrayPropertyStart("metrics");
    sample.metrics().forEach(m -> named(m.name(), m.type(), m.value()));
    json.writeEndArray();
  }

  private void rtFlow(RtFlow sample) {
    json.writeStringProperty("kind", "rtflow");
    json.writeStringProperty("dataSource", sample.dataSource());
    json.writeNumberProperty("samplingRate", sample.samplingRate());
    json.writeNumberProperty("samplePool", sample.samplePool());
    json.writeArrayPropertyStart("fields");
    sample.fields().forEach(f -> named(f.name(), f.type(), f.value()));
    json.writeEndArray();
  }

  private void named(String name, Enum<?> type, RtValue value) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("type", type.name().toLowerCase(Locale.ROOT));
    json.writeName("value");
    switch (value) {
      case RtValue.Text(String text) -> json.writeString(text);
      case RtValue.Whole(long bits) ->
          json.writeNumber(new BigInteger(Long.toUnsignedString(bits)));
      case RtValue.Decimal(double number) -> decimal(number, Double.toString(number));
      case RtValue.MacAddress(long bits) -> json.writeString(new MacAddress(bits).toString());
      case RtValue.Ip(Address address) -> json.writeString(address.toString());
    }
    json.writeEndObject();
  }

  private void head(String kind, boolean expanded, long sequenceNumber, DataSource source) {
    json.writeStringProperty("kind", kind);
    json.writeBooleanProperty("expanded", expanded);
    json.writeNumberProperty("sequenceNumber", sequenceNumber);
    json.writeObjectPropertyStart("source");
    json.writeNumberProperty("class", source.sourceClass());
    json.writeNumberProperty("index", source.index());
    json.writeEndObject();
  }

  private void flow(FlowSample flow) {
    head("flow", flow.expanded(), flow.sequenceNumber(), flow.source());
    json.writeNumberProperty("samplingRate", flow.samplingRate());
    json.writeNumberProperty("samplePool", flow.samplePool());
    json.writeNumberProperty("drops", flow.drops());
    packetInterface("input", flow.input());
    packetInterface("output", flow.output());
    flowRecords(flow.records());
  }

  private void packetInterface(String name, PacketInterface at) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("format", at.format());
    json.writeNumberProperty("value", at.value());
    json.writeEndObject();
  }

  private void counters(CountersSample counters) {
    head("counters", counters.expanded(), counters.sequenceNumber(), counters.source());
    json.writeArrayPropertyStart("records");
    for (CounterRecord record : counters.records()) {
      json.writeStartObject();
      if (record instanceof UnknownCounterRecord(int enterprise, int format, Bytes bytes)) {
        unknown(enterprise, format, bytes);
      } else {
        structure(record);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void discarded(DiscardedPacket discarded) {
    head("discarded_packet", true, discarded.sequenceNumber(), discarded.source());
    json.writeNumberProperty("drops", discarded.drops());
    json.writeNumberProperty("inputIfIndex", discarded.inputIfIndex());
    json.writeNumberProperty("outputIfIndex", discarded.outputIfIndex());
    json.writeNumberProperty("reason", discarded.reason());
    flowRecords(discarded.records());
  }

  private void flowRecords(List<FlowRecord> records) {
    json.writeArrayPropertyStart("records");
    records.forEach(this::flowRecord);
    json.writeEndArray();
  }

  private void flowRecord(FlowRecord record) {
    json.writeStartObject();
    if (record instanceof UnknownFlowRecord(int enterprise, int format, Bytes bytes)) {
      unknown(enterprise, format, bytes);
    } else {
      structure(record);
    }
    if (record instanceof SampledHeader header) {
      packet(header);
    }
    json.writeEndObject();
  }

  private void unknown(int enterprise, int format, Bytes bytes) {
    json.writeStringProperty("kind", "unknown");
    json.writeStringProperty("format", enterprise + ":" + format);
    json.writeStringProperty("bytes", bytes.toString());
  }

  private void structure(Object record) {
    Structure<?> structure = Structures.standard().of(record.getClass());
    if (structure == null) {
      throw new IllegalStateException("no structure: " + record.getClass());
    }
    json.writeStringProperty("structure", structure.name());
    json.writeStringProperty("format", structure.enterprise() + ":" + structure.format());
    RecordComponent[] components = record.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      json.writeName(structure.fields().get(i).name());
      Object value = valueOf(components[i], record);
      boolean isUnknown = Unknown.isUnknown(structure.fields().get(i), record, value);
      value(components[i], isUnknown ? null : value);
    }
  }

  private void packet(SampledHeader header) {
    var bytes = header.header().segment();
    Packet packet = Packet.decode((int) header.protocol(), bytes, 0, (int) bytes.byteSize());
    json.writeObjectPropertyStart("packet");
    json.writeArrayPropertyStart("layers");
    for (Layer layer : packet.layers()) {
      json.writeStartObject();
      json.writeStringProperty("layer", layer.kind().name().toLowerCase(Locale.ROOT));
      components(layer);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanProperty("truncated", packet.truncated());
    json.writeStringProperty("stop", packet.stopReason().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("stopOffset", packet.stopOffset());
    json.writeEndObject();
  }

  private void components(Object record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      json.writeName(component.getName());
      Object value = valueOf(component, record);
      value(component, Unknown.isAbsent(value) ? null : value);
    }
  }

  private static @Nullable Object valueOf(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("accessor " + component, e);
    }
  }

  private void value(RecordComponent of, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Long number when of.isAnnotationPresent(Mac.class) ->
          json.writeString(new MacAddress(number).toString());
      case Long number when of.isAnnotationPresent(U64.class) && number < 0 ->
          json.writeNumber(new BigInteger(Long.toUnsignedString(number)));
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Float number -> decimal(number.doubleValue(), number.toString());
      case Double number -> decimal(number, number.toString());
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> value(of, Unknown.isAbsent(element) ? null : element));
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case UUID _,
          Address _,
          Bytes _,
          MacAddress _,
          io.cistern.protodecode.IpAddress _,
          Enum<?> _ ->
          json.writeString(value.toString());
      case FlowRecord record -> flowRecord(record);
      case Record record -> {
        json.writeStartObject();
        components(record);
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }

  /// JSON cannot spell what is no number.
  private void decimal(double number, String text) {
    if (Double.isFinite(number)) {
      json.writeNumber(text);
    } else {
      json.writeNull();
    }
  }
}
