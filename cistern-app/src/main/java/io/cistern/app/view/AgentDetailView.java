package io.cistern.app.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/agents/{agent}`: all streams of one agent address.
///
/// @param host the host description where the agent is a host, or null
public record AgentDetailView(
    String agent,
    List<AgentView> streams,
    List<DataSourceView> dataSources,
    @Nullable HostView host) {

  /// A data source: an interface, VLAN, physical or logical entity that samples.
  ///
  /// @param instance its name in the store, such as `if/3` or `if/3@100000`
  /// @param sourceClass 0 interface, 1 VLAN, 2 physical entity, 3 logical entity
  public record DataSourceView(
      String instance,
      long subAgent,
      int sourceClass,
      long index,
      @Nullable String name,
      @Nullable Long samplingRate,
      long flowSamples,
      long counterSamples,
      @Nullable Long samplesLost) {}

  /// What the host says of itself (host_descr).
  public record HostView(
      @Nullable String hostname,
      @Nullable String uuid,
      @Nullable String machineType,
      @Nullable String osName,
      @Nullable String osRelease) {}
}
