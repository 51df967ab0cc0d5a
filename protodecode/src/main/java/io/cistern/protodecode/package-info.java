/// Sampled packet headers to protocol layers.
package io.cistern.protodecode;
