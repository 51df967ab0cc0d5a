package io.cistern.app.intake;

/// The payload of one UDP datagram of a capture.
///
/// @param timeNanos when it was captured, epoch nanoseconds; 0 where the file does not say
/// @param frame number of its frame in the file, from 1
/// @param destinationPort UDP port it was sent to; -1 where the file holds no UDP header
/// @param payload the datagram; belongs to the receiver
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record CapturedDatagram(long timeNanos, long frame, int destinationPort, byte[] payload) {
  /// Whether this was sent to sFlow's port or begins as a datagram of sFlow version 2, 4 or 5 does.
  public boolean isSflow() {
    return destinationPort == io.cistern.app.CollectorOptions.SFLOW_PORT
        || destinationPort == -1
        || looksLikeSflow();
  }

  private boolean looksLikeSflow() {
    if (payload.length < 24 || payload[0] != 0 || payload[1] != 0 || payload[2] != 0) {
      return false;
    }
    boolean version = payload[3] == 2 || payload[3] == 4 || payload[3] == 5;
    boolean address = payload[4] == 0 && payload[5] == 0 && payload[6] == 0;
    return version && address && (payload[7] == 1 || payload[7] == 2);
  }
}
