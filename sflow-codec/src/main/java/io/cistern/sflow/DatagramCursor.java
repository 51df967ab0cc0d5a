package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cursor over the samples and records of one sFlow datagram. Allocation-free (but for the first
/// datagram of version 2 or 4), reusable, not thread-safe.
///
/// Bytes never make it throw: it stops, or steps over what is damaged, and [#error()] and
/// [#errorOffset()] say what was wrong first and where. What was read before stays valid, and every
/// complete record of a datagram that was cut short is delivered.
///
/// Everything a getter returns is read from the bytes when it is asked for and is valid until the
/// next `wrap`, `nextSample` or `nextRecord`. Offsets of samples, records and headers count from
/// the start of the wrapped segment, so that they can be given to it as they are.
///
/// | offset | size | field                                          |
/// |-------:|-----:|------------------------------------------------|
/// |      0 |    4 | version: 5; 2 and 4 have no sub-agent id       |
/// |      4 |    4 | agent address type: 0 unknown, 1 IPv4, 2 IPv6  |
/// |      8 | 0/4/16 | agent address                                |
/// |     +0 |    4 | sub-agent id                                   |
/// |     +4 |    4 | sequence number                                |
/// |     +8 |    4 | uptime in milliseconds                         |
/// |    +12 |    4 | number of samples                              |
/// |    +16 |      | samples: data format, length, body             |
///
/// Datagrams of versions 2 and 4, which have no sub-agent id, are presented as if they were of
/// version 5: their samples as flow and counters samples, their records with the data formats of
/// version 5 where they are written as there. The four that are not (the sampled header,
/// `extended_gateway`, `extended_user` and `extended_url`) have the enterprise [#OLDER], so that
/// nobody reads them as those of version 5. The sampled header's getters know both of its layouts;
/// to read the others, decode such a datagram with [Datagram#decode(MemorySegment)].
///
/// Source: sFlow version 5, section 5, `sample_datagram_v5`; RFC 3176 (version 2) and version 4.
/// All integers are XDR, big-endian.
public final class DatagramCursor extends RecordView {
  /*
   * Samples and records advance by their declared length, never by what was understood of them:
   * that is what keeps structures extended at their end, vendors' structures and Brocade's four
   * stray bytes from costing their neighbours anything. A declared length is believed as far as the
   * bytes go:
   *
   *  - a sample past the end of the datagram is entered all the same, and the records that lie
   *    inside the datagram are delivered;
   *  - a record past the end of its sample but inside the datagram is delivered (sample lengths are
   *    computed by hand in agents more often than record lengths are) and flagged;
   *  - missing padding at the end of a sample or of the datagram is no error.
   *
   * All arithmetic is done in long on unsigned 32-bit values, so that nothing can wrap.
   *
   * What is read where it stands is in the superclasses, a layer each: datagram, sample, record.
   * This class only moves. Methods that handle the usual case are small, for the JIT to inline, and
   * leave the rest to others.
   */

  /// The largest number of samples read from one datagram; the rest is reported as
  /// [DecodeError#BAD_COUNT].
  public static final int MAX_SAMPLES = 1024;

  /// The largest number of records read from one sample; the rest is reported as
  /// [DecodeError#BAD_COUNT].
  public static final int MAX_RECORDS = 256;

  /// The enterprise, of none, under which this cursor shows the records that versions 2 and 4 write
  /// in another way than version 5: 0xFFFFF.
  public static final int OLDER = 0xf_ffff;

  private @Nullable OlderWalk olderWalk; // most cursors never see an older version

  /* Those left are below the cap; in versions 2 and 4 there are none of them, but some read. */
  private long samplesAnnounced;
  private int samplesLeft;
  private int samplesRead;

  private long nextSample;
  private int recordsLeft;

  /// Creates a cursor over nothing; [#wrap(MemorySegment)] gives it a datagram.
  public DatagramCursor() {}

  /// Points the cursor at a datagram, before its first sample.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return `true` if its header was read; `false` if these bytes are no sFlow datagram or end
  ///   inside the header, [#error()] says which
  public boolean wrap(MemorySegment datagram) {
    return wrap(datagram, 0, datagram.byteSize());
  }

  /// Points the cursor at a datagram in an array, before its first sample. Offsets then are those
  /// of the array. It allocates a segment, some 40 bytes, for it; a receive loop makes the segment
  /// once and gives that.
  ///
  /// @param datagram exactly the payload of one UDP datagram
  /// @return as [#wrap(MemorySegment)]
  public boolean wrap(byte[] datagram) {
    return wrap(MemorySegment.ofArray(datagram));
  }

  /// Points the cursor at a datagram in a buffer, before its first sample. Offsets then count from
  /// the buffer's position. It allocates a segment for it, as [#wrap(byte[])] does.
  ///
  /// @param datagram exactly the payload of one UDP datagram, from its position to its limit, which
  ///   stay as they are
  /// @return as [#wrap(MemorySegment)]
  public boolean wrap(ByteBuffer datagram) {
    return wrap(MemorySegment.ofBuffer(datagram));
  }

  /// Points the cursor at a datagram inside a larger segment, before its first sample.
  ///
  /// @param segment the bytes around the datagram, for example a receive buffer
  /// @param offset where the datagram starts in it
  /// @param length the datagram's length in bytes
  /// @return as [#wrap(MemorySegment)]
  /// @throws IndexOutOfBoundsException if offset and length do not lie inside the segment
  public boolean wrap(MemorySegment segment, long offset, long length) {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    place(segment, offset, length);
    leaveSample();
    if (length >= 28 && segment.get(LONG, offset) == VERSION_5_IPV4) { // the usual case
      setHeader(VERSION_5_IPV4, offset + 12);
      beforeSamples(u32(offset + 24), offset + 28);
      return true;
    }
    return wrapOther();
  }

  private boolean wrapOther() {
    if (!readHeader()) {
      return stop();
    }
    beforeSamples(sampleCount(), afterHeader());
    if (isOlder()) {
      samplesLeft = 0;
      samplesRead = 0;
    }
    return true;
  }

  private void beforeSamples(long announced, long at) {
    samplesAnnounced = announced;
    samplesLeft = (int) Math.min(announced, MAX_SAMPLES);
    nextSample = at;
  }

  /// Moves to the next sample.
  ///
  /// A sample that cannot be entered (its length is smaller than its own fixed part) is stepped
  /// over and flagged.
  ///
  /// @return `true` if positioned on a sample, `false` at the end or where nothing more can be read
  public boolean nextSample() {
    // the usual case: a known sample that lies inside the datagram
    if (samplesLeft == 0) {
      return endSamples();
    }
    long offset = nextSample + 8;
    if (offset <= end) {
      long words = segment.get(LONG, offset - 8);
      long limit = offset + (words & UNSIGNED);
      boolean entered =
          switch ((int) (words >>> 32)) { // with constants, which the JIT makes use of
            case FLOW -> enterSample(FLOW, offset, limit, FLOW_FIXED);
            case COUNTERS -> enterSample(COUNTERS, offset, limit, COUNTERS_FIXED);
            case EXPANDED_FLOW -> enterSample(EXPANDED_FLOW, offset, limit, EXPANDED_FLOW_FIXED);
            case EXPANDED_COUNTERS ->
                enterSample(EXPANDED_COUNTERS, offset, limit, EXPANDED_COUNTERS_FIXED);
            case DISCARDED -> enterSample(DISCARDED, offset, limit, DISCARDED_FIXED);
            default -> false;
          };
      if (entered) {
        samplesLeft--;
        return true;
      }
    }
    return nextOtherSample();
  }

  /* Enters a sample if it lies inside the datagram and holds its own fixed part. */
  private boolean enterSample(int tag, long offset, long limit, int fixed) {
    if (offset + fixed > limit || limit > end) {
      return false;
    }
    sampleTag = tag;
    sampleOffset = offset;
    sampleLimit = limit;
    nextSample = offset + padded(limit - offset);
    beforeRecords(offset + fixed);
    long count = u32(offset + fixed - 4);
    recordsLeft = count <= MAX_RECORDS ? (int) count : tooManyRecords();
    return true;
  }

  private int tooManyRecords() {
    flag(DecodeError.BAD_COUNT, afterRecord() - 4, recordCount(), MAX_RECORDS);
    return MAX_RECORDS;
  }

  private boolean endSamples() {
    if (isComplete()) {
      leaveSample();
      return false;
    }
    if (isOlder()) {
      return nextOlderSample();
    }
    return end - nextSample < 8 ? stopCut(8) : stopAtCap();
  }

  private boolean isComplete() {
    return isOlder()
        ? samplesRead == samplesAnnounced
        : samplesLeft == 0 && samplesAnnounced <= MAX_SAMPLES;
  }

  private boolean nextOtherSample() {
    while (samplesLeft > 0) {
      long at = nextSample;
      if (end - at < 8) {
        return stopCut(8);
      }
      int tag = segment.get(INT, at);
      boolean counted = tag != VendorSamples.FOUNDRY_ACL;
      samplesLeft -= counted || samplesAnnounced >= MAX_SAMPLES ? 1 : 0;
      samplesAnnounced += counted ? 0 : 1;
      if (enterOtherSample(tag, u32(at + 4), at + 8)) {
        return true;
      }
    }
    return endSamples();
  }

  /* A sample that is unknown, leaves the datagram, or is too short for itself. */
  private boolean enterOtherSample(int tag, long length, long offset) {
    long inside = Math.min(length, end - offset);
    int fixed = fixedLength(tag);
    if (length > inside) {
      flag(DecodeError.TRUNCATED, offset - 8, length, inside);
    }
    if (inside < fixed) {
      flag(DecodeError.BAD_LENGTH, offset - 8, length, fixed);
      leaveSample();
    } else if (fixed > 0) {
      enterSample(tag, offset, offset + inside, fixed);
    } else {
      leaveSample();
      sampleTag = tag;
      sampleOffset = offset;
      sampleLimit = offset + inside;
    }
    nextSample = Math.min(end, offset + padded(length));
    return inside >= fixed;
  }

  private boolean nextOlderSample() {
    if (end - nextSample < 4) {
      return stopCut(4);
    }
    if (samplesRead == MAX_SAMPLES) {
      return stopAtCap();
    }
    OlderWalk walk = older();
    if (!walk.enter(segment, version(), nextSample, end)) {
      flagError(walk);
      return stop();
    }
    samplesRead++;
    leaveSample();
    sampleTag = walk.sampleType();
    sampleOffset = nextSample + 4;
    sampleLimit = walk.end();
    nextSample = sampleLimit;
    if (walk.error() != DecodeError.NONE) { // where the next sample starts is not known
      flagError(walk);
      samplesAnnounced = samplesRead;
      nextSample = end;
    }
    return true;
  }

  private OlderWalk older() {
    OlderWalk walk = olderWalk;
    if (walk == null) {
      walk = new OlderWalk();
      olderWalk = walk;
    }
    return walk;
  }

  private void flagError(OlderWalk walk) {
    flag(walk.error(), walk.errorAt(), walk.errorValue(), walk.errorLimit());
  }

  /// The number of records the current sample announces.
  ///
  /// @return an unsigned 32-bit number; 0 for unknown samples
  public long recordCount() {
    if (fixedLength(sampleTag) == 0) {
      return 0;
    }
    return isOlder() ? older().announced() : u32(sampleOffset + fixedLength(sampleTag) - 4);
  }

  /// Moves to the next record of the current sample.
  ///
  /// @return `true` if positioned on a record that lies inside the datagram as a whole; `false` at
  ///   the end of the sample's records or where the next one cannot be read
  public boolean nextRecord() {
    // the usual case, as in nextSample: a record that lies inside its sample
    if (recordsLeft == 0) {
      return endRecords();
    }
    long offset = afterRecord() + 8;
    if (offset <= sampleLimit) {
      long words = segment.get(LONG, offset - 8);
      if (offset + (words & UNSIGNED) <= sampleLimit) {
        recordsLeft--;
        enterRecord(words, offset);
        return true;
      }
    }
    return nextOtherRecord();
  }

  private boolean endRecords() {
    if (sampleTag != 0 && isOlder()) {
      return nextOlderRecord(older());
    }
    leaveRecord();
    return false;
  }

  private boolean nextOlderRecord(OlderWalk walk) {
    if (!walk.nextRecord()) {
      leaveRecord();
      return false;
    }
    enterOlderRecord(walk.tag(), walk.offset(), walk.length());
    return true;
  }

  /* A record that does not lie inside its sample. */
  private boolean nextOtherRecord() {
    long at = afterRecord();
    long room = sampleLimit - at - 8;
    if (room < 0) {
      return stopRecords(DecodeError.BAD_COUNT, recordsLeft, 0);
    }
    long words = segment.get(LONG, at);
    long length = words & UNSIGNED;
    if (length > end - at - 8) {
      return stopRecords(DecodeError.BAD_LENGTH, length, end - at - 8);
    }
    flag(
        DecodeError.BAD_LENGTH,
        at,
        length,
        room); // past the end of its sample, not of the datagram
    recordsLeft--;
    enterRecord(words, at + 8);
    return true;
  }

  private boolean stopRecords(DecodeError reason, long value, long limit) {
    long declared = u32(sampleOffset - 4);
    if (declared > end - sampleOffset) {
      flag(DecodeError.TRUNCATED, recordsEnd(), declared, end - sampleOffset);
    } else {
      flag(reason, recordsEnd(), value, limit);
    }
    recordsLeft = 0;
    beforeRecords(sampleLimit);
    return false;
  }

  /* Where the records read so far end, padding included: after the last, what is left of the
   * sample. */
  long recordsEnd() {
    return Math.min(afterRecord(), sampleLimit);
  }

  /// The bytes that follow the last announced sample, once [#nextSample()] has returned `false`.
  ///
  /// @return bytes; 0 before that and where the datagram could not be walked to its end
  public long trailingBytes() {
    return isComplete() ? Math.max(0, end - nextSample) : 0;
  }

  private void leaveSample() {
    sampleTag = 0;
    recordsLeft = 0;
    leaveRecord();
  }

  /* The next sample, of which so many bytes are needed, is not there. */
  private boolean stopCut(int needed) {
    flag(DecodeError.TRUNCATED, nextSample, needed, Math.max(0, end - nextSample));
    return stop();
  }

  private boolean stopAtCap() {
    flag(DecodeError.BAD_COUNT, nextSample, samplesAnnounced, MAX_SAMPLES);
    return stop();
  }

  /* Nothing more can be read. */
  private boolean stop() {
    leaveSample();
    samplesAnnounced = 0;
    samplesLeft = 0;
    samplesRead = 0;
    nextSample = end;
    return false;
  }
}
