/// Discarded packets: why, where and whose, from `discarded_packet` samples (sFlow, 0:5) and from
/// flow samples whose output says discarded. They are no traffic that passed, and enter none of its
/// sums.
///
/// A [io.cistern.app.discards.DiscardIntake] belongs to one shard thread; what it publishes goes
/// anywhere.
package io.cistern.app.discards;
