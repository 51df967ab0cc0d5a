/// From the shards into the metric store: rows wait in bounded queues, one thread appends them at
/// every tick, and nothing that receives ever waits for it.
package io.cistern.app.store;
