package io.cistern.sflow;

/// One sample of a datagram.
public sealed interface Sample
    permits FlowSample,
        CountersSample,
        DiscardedPacket,
        RtMetric,
        RtFlow,
        FoundryAcl,
        UnknownSample {}
