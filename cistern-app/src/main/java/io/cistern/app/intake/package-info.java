/// Where datagrams come from: the UDP socket, the queues to the shards, captures and their replay.
package io.cistern.app.intake;
