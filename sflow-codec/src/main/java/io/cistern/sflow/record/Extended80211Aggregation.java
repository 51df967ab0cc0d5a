package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// The frames of an aggregate of 802.11: `extended_80211_aggregation` (0:1016).
///
/// Source: `sflow_80211.txt`.
///
/// @param pdus the frames
@SflowStructure(format = 1016, name = "extended_80211_aggregation", source = "sflow_80211.txt")
public record Extended80211Aggregation(List<Pdu> pdus) implements FlowRecord {
  /// Copies the list.
  public Extended80211Aggregation {
    pdus = List.copyOf(pdus);
  }

  /// One frame.
  ///
  /// @param records what is known of it; an aggregation in it, a record that is not written as its
  ///   values are, and one that does not fit its length is an [UnknownFlowRecord]
  public record Pdu(List<FlowRecord> records) {
    /// Copies the list.
    public Pdu {
      records = List.copyOf(records);
    }
  }
}
