package io.cistern.flowtrack;

import java.util.List;
import java.util.Map;

/// The largest keys of a definition.
///
/// @param byVantage the observer in the high half, and one bit
record DefinedTalkers(TopDefinition definition, Map<Long, List<Talker>> byVantage) {}
