package io.cistern.sflow;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.AsPathSegment;
import io.cistern.sflow.record.ExtendedGateway;
import io.cistern.sflow.record.ExtendedUrl;
import io.cistern.sflow.record.ExtendedUser;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.SampledHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flow records that versions 2 and 4 write in another way than version 5, see [OlderLayout].
/// What they do not carry is 0, empty or unknown.
final class OlderRecords {
  /* RFC 3176 calls the flat path of version 2 one in the order the packet takes. */
  private static final int SEQUENCE = 2;

  private OlderRecords() {}

  /// Decodes a record.
  ///
  /// @return the record, or `null` where it is written as in version 5
  static @Nullable FlowRecord decode(XdrReader in, int version, int tag) {
    return switch (tag) {
      case OlderLayout.HEADER -> new SampledHeader(in.u32(), in.u32(), 0, in.opaque());
      case OlderLayout.GATEWAY -> gateway(in, version);
      case OlderLayout.USER -> new ExtendedUser(0, in.text(), 0, in.text());
      case OlderLayout.URL -> new ExtendedUrl(in.u32(), in.text(), "");
      default -> null;
    };
  }

  private static ExtendedGateway gateway(XdrReader in, int version) {
    long as = in.u32();
    long srcAs = in.u32();
    long srcPeerAs = in.u32();
    if (version == 2) {
      List<Long> flat = in.words();
      List<AsPathSegment> path =
          flat.isEmpty() ? List.of() : List.of(new AsPathSegment(SEQUENCE, flat));
      return new ExtendedGateway(Address.UNKNOWN, as, srcAs, srcPeerAs, path, List.of(), 0);
    }
    long segments = in.u32();
    var path = new ArrayList<AsPathSegment>();
    for (long i = 0; i < segments && !in.isMalformed() && in.remaining() > 0; i++) {
      path.add(new AsPathSegment(in.u32(), in.words()));
    }
    return new ExtendedGateway(Address.UNKNOWN, as, srcAs, srcPeerAs, path, in.words(), in.u32());
  }

  /// Encodes a record.
  ///
  /// @return `false`, and nothing is written, where it is written as in version 5
  static boolean encode(FlowRecord record, int version, XdrWriter out) {
    switch (record) {
      case SampledHeader header -> {
        out.u32(header.protocol());
        out.u32(header.frameLength());
        out.opaque(header.header());
      }
      case ExtendedGateway gateway -> gateway(gateway, version, out);
      case ExtendedUser user -> {
        out.text(user.srcUser());
        out.text(user.dstUser());
      }
      case ExtendedUrl url -> {
        out.u32(url.direction());
        out.text(url.url());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void gateway(ExtendedGateway gateway, int version, XdrWriter out) {
    out.u32(gateway.as());
    out.u32(gateway.srcAs());
    out.u32(gateway.srcPeerAs());
    if (version == 2) {
      out.words(gateway.dstAsPath().stream().flatMap(part -> part.as().stream()).toList());
      return;
    }
    out.word(gateway.dstAsPath().size());
    for (AsPathSegment segment : gateway.dstAsPath()) {
      out.u32(segment.type());
      out.words(segment.as());
    }
    out.words(gateway.communities());
    out.u32(gateway.localpref());
  }
}
