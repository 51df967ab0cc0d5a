/// Invented sites that send real sFlow datagrams, and what they sum to.
///
/// A [SiteOptions] says what a site is like; a [Simulation] of it yields datagrams in the order of
/// their time, and afterwards a [Truth]: the bytes and packets of every flow and of every
/// interface, what was lost, what happened when. The same options give the same bytes.
///
/// ```java
/// var options = SiteOptions.builder().devices(5).duration(Duration.ofMinutes(10)).build();
/// var simulation = new Simulation(options);
/// simulation.run(datagram -> send(datagram.payload()));
/// long bytes = simulation.truth().bytes();
/// ```
///
/// A [Simulation] belongs to one thread; everything else here is immutable.
package io.cistern.simulate;
