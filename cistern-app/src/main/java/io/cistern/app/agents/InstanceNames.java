package io.cistern.app.agents;

import java.util.HashMap;
import java.util.Map;

/// Gives every data source the name under which its counters are kept, and every name one owner.
///
/// | data source class   | instance                                                          |
/// |---------------------|-------------------------------------------------------------------|
/// | 0 interface         | `if/N`                                                            |
/// | 1 VLAN              | `vlan/N`                                                          |
/// | 2 physical entity   | `host` for host structures (0:2000 to 0:2010), else `phys/N`      |
/// | 3 logical entity    | `vm/N` where its first sample holds virtual machine counters (0:2101 to 0:2104), else `logical/N` |
///
/// The first sub-agent of an address that reports counters under a name owns it; what another
/// sub-agent reports under it is kept beside it as `NAME@SUBAGENT`, and what another device with
/// the same agent address reports as `NAME@SENDER`. A second physical entity of one sub-agent with
/// host structures is `host/N`. Owners of earlier runs are given at the start, so that a name never
/// changes its owner. Belongs to one shard thread.
public final class InstanceNames {
  private static final int LIMIT = 1_000_000;

  /// What owns a name: a sub-agent and, for `host`, a data source of it.
  private record Name(String address, String instance) {}

  private final Map<Name, Long> owners = new HashMap<>();
  private final Map<Name, Long> hostIndexes = new HashMap<>();

  /// Remembers an owner of an earlier run.
  public void own(String address, String instance, long subAgent) {
    owners.put(new Name(address, instance), subAgent);
  }

  /// The name of a data source whatever reports it.
  static String plain(int sourceClass, long index) {
    return switch (sourceClass) {
      case 0 -> "if/" + index;
      case 1 -> "vlan/" + index;
      case 2 -> "phys/" + index;
      case 3 -> "logical/" + index;
      default -> "class" + Integer.toUnsignedString(sourceClass) + "/" + index;
    };
  }

  String claim(StreamId stream, SourceState source, boolean isMachine) {
    String name =
        isMachine && source.sourceClass == 3
            ? "vm/" + source.index
            : plain(source.sourceClass, source.index);
    return claim(stream, name);
  }

  String claimHost(StreamId stream, SourceState source) {
    String name = claim(stream, "host");
    long first = hostIndexes.computeIfAbsent(new Name(stream.address(), name), _ -> source.index);
    return first == source.index ? name : claim(stream, "host/" + source.index);
  }

  private String claim(StreamId stream, String instance) {
    var name = new Name(stream.address(), instance);
    Long owner = owners.get(name);
    if (stream.sender() != null) { // it never owns the plain name
      String plain =
          owner == null || owner == stream.subAgent()
              ? instance
              : instance + "@" + stream.subAgent();
      return plain + "@" + stream.sender();
    }
    if (owner == null && owners.size() < LIMIT) {
      owners.put(name, stream.subAgent());
      owner = stream.subAgent();
    }
    return owner != null && owner == stream.subAgent()
        ? instance
        : instance + "@" + stream.subAgent();
  }
}
