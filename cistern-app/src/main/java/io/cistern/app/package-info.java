/// The collector as one object: [Collector] wires intake, agents, metrics, flows and store
/// together.
///
/// ```java
/// try (var collector = Collector.open(CollectorOptions.builder().build())) {
///   collector.start();
///   System.out.println(collector.view().agents());
/// }
/// ```
package io.cistern.app;
