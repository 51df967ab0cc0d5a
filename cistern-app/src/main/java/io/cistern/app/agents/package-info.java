/// Who sends: datagram streams, their data sources, and the accounting of what was lost on the way.
///
/// A datagram stream is an agent address and a sub-agent. Everything here belongs to one shard
/// thread; what others may see are the immutable snapshots of
/// [io.cistern.app.agents.StreamSnapshot].
package io.cistern.app.agents;
