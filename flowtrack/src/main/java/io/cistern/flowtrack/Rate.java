package io.cistern.flowtrack;

/// How fast traffic flows.
///
/// @param bitsPerSecond bits a second
/// @param packetsPerSecond packets a second
public record Rate(double bitsPerSecond, double packetsPerSecond) {}
