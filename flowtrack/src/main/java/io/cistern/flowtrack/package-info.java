/// Packet samples to flows, top talkers and scan alerts, in bounded memory.
package io.cistern.flowtrack;
