package io.cistern.app.agents;

import org.jspecify.annotations.Nullable;

/// Names a datagram stream.
///
/// @param address the agent's address as text; `unknown` where the agent does not say
/// @param sender who sends it, where several devices send as one agent and this is not the first of
///   them; else null
public record StreamId(String address, long subAgent, @Nullable String sender) {
  /// The stream of the first, mostly the only device of its address.
  public StreamId(String address, long subAgent) {
    this(address, subAgent, null);
  }
}
