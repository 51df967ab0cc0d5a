package io.cistern.app.agents;

/// Names a datagram stream.
///
/// @param address the agent's address as text; `unknown` where the agent does not say
public record StreamId(String address, long subAgent) {}
