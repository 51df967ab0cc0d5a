package io.cistern.sflow;

import io.cistern.sflow.record.Address;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One sFlow datagram as a value.
///
/// Source: sFlow version 5, section 5, `sample_datagram_v5`.
///
/// @param version the version: 5, or 2 or 4, whose samples and records are shown as those of
///   version 5, see [DatagramCursor]
/// @param agent the agent's address
/// @param subAgentId with the agent's address it names a stream of datagrams, unsigned 32 bits; 0
///   in versions 2 and 4
/// @param sequenceNumber the datagram's number in its stream, unsigned 32 bits, wrapping
/// @param uptimeMillis milliseconds since the agent started, unsigned 32 bits, wrapping
/// @param samples its samples
/// @param leftovers what else encoding it to the same bytes needs, bytes after the last sample
///   included
public record Datagram(
    int version,
    Address agent,
    long subAgentId,
    long sequenceNumber,
    long uptimeMillis,
    List<Sample> samples,
    List<Leftover> leftovers) {
  /// Copies the lists.
  public Datagram {
    samples = List.copyOf(samples);
    leftovers = List.copyOf(leftovers);
  }

  /// A datagram without leftovers.
  ///
  /// @param version the version
  /// @param agent the agent's address
  /// @param subAgentId the sub-agent id
  /// @param sequenceNumber the datagram's number
  /// @param uptimeMillis milliseconds since the agent started
  /// @param samples its samples
  public Datagram(
      int version,
      Address agent,
      long subAgentId,
      long sequenceNumber,
      long uptimeMillis,
      List<Sample> samples) {
    this(version, agent, subAgentId, sequenceNumber, uptimeMillis, samples, List.of());
  }

  /// The number of bytes that followed the last sample.
  ///
  /// @return bytes
  public long trailingBytes() {
    for (Leftover leftover : leftovers) {
      if (leftover.index() == samples.size()) {
        return leftover.rest().length();
      }
    }
    return 0;
  }

  /// Decodes a datagram with the standard structures. Samples and records of unknown formats are
  /// kept with their bytes; so are records whose content does not fit their length. A
  /// [DatagramDecoder] knows other structures, too.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return the datagram
  /// @throws MalformedDatagramException if it is none, is cut short, or its lengths contradict each
  ///   other; what could be read comes with the exception
  public static Datagram decode(MemorySegment datagram) throws MalformedDatagramException {
    return decoder().decode(datagram);
  }

  /// Decodes a datagram with the standard structures.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return the datagram
  /// @throws MalformedDatagramException as [#decode(MemorySegment)]
  public static Datagram decode(byte[] datagram) throws MalformedDatagramException {
    return decoder().decode(datagram);
  }

  /// Decodes a datagram inside an array, as a `java.net.DatagramPacket` has it, with the standard
  /// structures.
  ///
  /// @param bytes the bytes around it
  /// @param offset where it starts
  /// @param length its length in bytes
  /// @return the datagram
  /// @throws IndexOutOfBoundsException if it does not lie inside the array
  /// @throws MalformedDatagramException as [#decode(MemorySegment)]
  public static Datagram decode(byte[] bytes, int offset, int length)
      throws MalformedDatagramException {
    return decoder().decode(bytes, offset, length);
  }

  /// Decodes a datagram in a buffer with the standard structures.
  ///
  /// @param datagram exactly the payload of one UDP datagram, from its position to its limit, which
  ///   stay as they are
  /// @return the datagram
  /// @throws MalformedDatagramException as [#decode(MemorySegment)]
  public static Datagram decode(ByteBuffer datagram) throws MalformedDatagramException {
    return decoder().decode(datagram);
  }

  private static DatagramDecoder decoder() {
    return new DatagramDecoder(Structures.standard());
  }

  /// Encodes the datagram. What was decoded from a well-formed datagram, of any of the versions,
  /// encodes to its bytes. A [DatagramEncoder] writes into buffers and segments, and knows other
  /// structures than the standard ones.
  ///
  /// @return the UDP payload
  /// @throws IllegalArgumentException if the version is not 2, 4 or 5, a record in it is of no
  ///   standard structure, a sample or record has no form in version 2 or 4, or a number does not
  ///   fit its place: an interface of more than 30 bits needs the expanded form
  public byte[] encode() {
    return new DatagramEncoder(Structures.standard()).encode(this);
  }

  /// Encodes the datagram into a buffer, from its position on.
  ///
  /// @param target takes the UDP payload; its position moves to the payload's end. On an exception
  ///   it is as it was
  /// @throws java.nio.BufferOverflowException if the payload is longer than what remains of it
  /// @throws java.nio.ReadOnlyBufferException if it is read-only
  /// @throws IllegalArgumentException as [#encode()]
  public void encode(ByteBuffer target) {
    new DatagramEncoder(Structures.standard()).encode(this, target);
  }

  /// Starts a datagram of version 5. What is not set is 0, unknown or empty.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Starts with the parts of this one.
  ///
  /// @return a builder
  public Builder toBuilder() {
    var builder = new Builder();
    builder.version = version;
    builder.agent = agent;
    builder.subAgentId = subAgentId;
    builder.sequenceNumber = sequenceNumber;
    builder.uptimeMillis = uptimeMillis;
    builder.samples.addAll(samples);
    builder.leftovers.addAll(leftovers);
    return builder;
  }

  /// Collects the parts of a datagram of version 5. Not thread-safe.
  public static final class Builder {
    private int version = 5;
    private Address agent = Address.UNKNOWN;
    private long subAgentId;
    private long sequenceNumber;
    private long uptimeMillis;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    private Builder() {}

    /// Sets the version.
    ///
    /// @param version 2, 4 or 5
    /// @return this builder
    public Builder version(int version) {
      this.version = version;
      return this;
    }

    /// Sets the address of the agent.
    ///
    /// @param agent IPv4 or IPv6
    /// @return this builder
    public Builder agent(Address agent) {
      this.agent = agent;
      return this;
    }

    /// Sets the sub-agent, which with the address names a stream of datagrams.
    ///
    /// @param subAgentId unsigned 32 bits
    /// @return this builder
    public Builder subAgentId(long subAgentId) {
      this.subAgentId = subAgentId;
      return this;
    }

    /// Sets the number of the datagram in its stream.
    ///
    /// @param sequenceNumber unsigned 32 bits
    /// @return this builder
    public Builder sequenceNumber(long sequenceNumber) {
      this.sequenceNumber = sequenceNumber;
      return this;
    }

    /// Sets how long the agent has run.
    ///
    /// @param uptimeMillis milliseconds, unsigned 32 bits
    /// @return this builder
    public Builder uptimeMillis(long uptimeMillis) {
      this.uptimeMillis = uptimeMillis;
      return this;
    }

    /// Adds a sample.
    ///
    /// @param sample the next one
    /// @return this builder
    public Builder sample(Sample sample) {
      samples.add(sample);
      return this;
    }

    /// Adds several of these.
    ///
    /// @param samples in their order
    /// @return this builder
    public Builder samples(Collection<? extends Sample> samples) {
      this.samples.addAll(samples);
      return this;
    }

    /// Adds what encoding to the same bytes needs, which only who decoded it has.
    ///
    /// @param leftover bytes that no declaration accounts for
    /// @return this builder
    public Builder leftover(Leftover leftover) {
      leftovers.add(leftover);
      return this;
    }

    /// Adds several of these.
    ///
    /// @param leftovers in the order of their parts
    /// @return this builder
    public Builder leftovers(Collection<? extends Leftover> leftovers) {
      this.leftovers.addAll(leftovers);
      return this;
    }

    /// Makes a datagram of version 5.
    ///
    /// @return an immutable value; the builder can go on
    public Datagram build() {
      return new Datagram(
          version, agent, subAgentId, sequenceNumber, uptimeMillis, samples, leftovers);
    }
  }
}
