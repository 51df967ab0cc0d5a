package io.cistern.app.intake;

import java.nio.ByteBuffer;

/// One frame of a capture.
///
/// @param timeNanos when it was captured, epoch nanoseconds; 0 where the file does not say
/// @param linkType in the registry of tcpdump.org, `LINKTYPE_` numbers
/// @param isCut whether the frame was longer than what was kept of it
/// @param bytes what was kept, big-endian
record Frame(long timeNanos, int linkType, boolean isCut, ByteBuffer bytes) {}
