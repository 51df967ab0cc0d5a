package io.cistern.flowtrack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One of the largest keys of a [TopDefinition] over the window.
///
/// The sum over all *samples* lies between `lower` and `upper`; the counters are too few to say it
/// exactly. The sampling error of `estimate` comes on top. Where distinct values rank, `lower` and
/// `upper` are the 95 % bounds of HyperLogLog (256 registers, standard error 6.5 %) with the same
/// doubt added to `upper`; values that were not sampled are not counted, so for N > 1 the number
/// bounds the truth from below.
///
/// @param observer who saw it; of a network-wide answer, the observer that saw the most
/// @param key every field of the key, in the order of the definition: an [IpAddress] or a [Long],
///   -1 where a protocol, port, ICMP type, VLAN or VNI is absent
/// @param estimate samples, packets and bytes with their sampling errors; [Estimate#ZERO] where
///   distinct values rank
/// @param value what ranks: bytes, packets or distinct values
/// @param lower at least this
/// @param upper at most this
/// @param rate the mean over the window, 0 where distinct values rank
public record Talker(
    int observer,
    Map<KeyField, Object> key,
    Estimate estimate,
    long value,
    long lower,
    long upper,
    Rate rate) {
  /// Copies the key.
  public Talker {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
  }
}
