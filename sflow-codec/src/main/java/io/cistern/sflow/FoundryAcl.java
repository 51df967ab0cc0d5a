package io.cistern.sflow;

/// Foundry's and Brocade's sample about the access list that took the packet of the next sample
/// (1991:1). A datagram's number of samples does not count it.
///
/// Source: pmacct.
///
/// @param flags the flags of the access list, as the switch sends them; unsigned 32 bits at 0
/// @param groupId the number of the access list's group; unsigned 32 bits at 4
public record FoundryAcl(long flags, long groupId) implements Sample {}
