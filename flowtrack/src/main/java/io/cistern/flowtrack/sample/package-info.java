/// The samples that questions about traffic are answered from: one sampled packet with everything
/// that is known of it.
///
/// [io.cistern.flowtrack.sample.FlowSample] is the holder that is filled again and again,
/// [io.cistern.flowtrack.sample.FlowField] the one declaration of the fields. What is not known is
/// absent, never 0.
///
/// ```java
/// sample.clear().timeMillis(now).agent(4, 0, 0xc0000201L).dataSource(0, 3).inputIf(3).outputIf(5)
///     .weight(1_000, WeightOrigin.TOLD).frameBytes(1514).sequence(sequence, 0)
///     .source(4, 0, 0xc6336401L).destination(4, 0, 0xc6336402L).protocol(6).destinationPort(443);
/// writer.append(sample);
/// ```
///
/// Holders are for one thread. Nothing here allocates, texts and addresses as objects aside.
package io.cistern.flowtrack.sample;
