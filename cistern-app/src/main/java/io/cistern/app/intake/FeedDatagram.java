package io.cistern.app.intake;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// One datagram of a feed.
///
/// @param timeMillis when it came, epoch milliseconds
/// @param sender who sent it, or null where that is not known
/// @param payload at most 65,535 bytes; belongs to the receiver
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record FeedDatagram(long timeMillis, @Nullable InetAddress sender, byte[] payload) {}
