package io.cistern.app.metrics;

/// Names one thing that has counters.
///
/// @param agent the agent's address as text
/// @param instance which part of the agent, such as `if/3`
/// @param subAgent the sub-agent that reports it
public record EntityId(String agent, String instance, long subAgent) {}
