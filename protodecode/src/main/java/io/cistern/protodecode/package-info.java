/// Sampled packet headers to protocol layers: the first 64 to 512 bytes of a packet, cut short by
/// design and sent by whoever likes.
///
/// ## Two faces, one walk
///
/// [io.cistern.protodecode.HeaderDecoder] fills a [io.cistern.protodecode.HeaderFields] that the
/// caller owns and reuses: no allocation, the fields that flow accounting asks for, and the place
/// of every layer. [io.cistern.protodecode.Packet#decode] returns immutable
/// [io.cistern.protodecode.Layer] records with every field, for people, JSON and tests. It is
/// driven by the layer places of the first face, so both always agree.
///
/// ```java
/// var decoder = new HeaderDecoder();
/// var fields = new HeaderFields();
/// decoder.decode(HeaderDecoder.ETHERNET, segment, offset, length, fields);
/// if (fields.hasPorts()) {
///   count(fields.ipVersion(), fields.sourceHigh(), fields.sourceLow(), fields.destinationPort());
/// }
///
/// for (Layer layer : Packet.decode(HeaderDecoder.ETHERNET, segment, offset, length).layers()) {
///   switch (layer) {
///     case Ipv4Header ip -> System.out.println(ip.source() + " > " + ip.destination());
///     case Tcp tcp -> System.out.println(Tcp.flagNames(tcp.flags()));
///     ...
///   }
/// }
/// ```
///
/// ## What is decoded
///
/// The header protocols that [io.cistern.protodecode.HeaderDecoder] has constants for: Ethernet (or
/// an IP packet that the agent declared as one), IPv4, IPv6, PPP, MPLS, packet over SONET, 802.11,
/// token ring, FDDI, frame relay. Each constant of [io.cistern.protodecode.LayerKind] is a protocol
/// that is decoded. Anything else ends the walk with
/// [io.cistern.protodecode.StopReason#UNKNOWN_PROTOCOL] and an unknown layer with the protocol's
/// number. What a payload may be by its ports is
/// [io.cistern.protodecode.PacketFields#application()].
///
/// ## Packets inside packets
///
/// Tunnels are followed, up to [io.cistern.protodecode.HeaderFields#MAX_NESTING] deep. The fields
/// of `HeaderFields` itself stay those of the outermost packet,
/// [io.cistern.protodecode.HeaderFields#inner()] has those of the innermost one,
/// [io.cistern.protodecode.HeaderFields#tunnel()] says what the outermost tunnel is, and every
/// layer is listed. MPLS labels and PPPoE before IP do not count as nesting. The packet that an
/// ICMP error quotes is followed like one in a tunnel, and
/// [io.cistern.protodecode.HeaderFields#isQuoted()] tells it apart: it is not traffic of its own.
///
/// ## Cut, contradictory and hostile headers
///
/// A short header is no error. Layers that were whole are listed, the cut one is
/// [io.cistern.protodecode.HeaderFields#stopLayer()], and a field is set as soon as its own bytes
/// were there. Bytes behind the length that IP declares, such as the padding of short Ethernet
/// frames, belong to no layer. Nothing outside of the given slice is read, no bytes make a decode
/// throw, and [io.cistern.protodecode.HeaderFields#MAX_LAYERS] bounds the work. Checksums are not
/// verified: the payload is not there.
///
/// ## Addresses
///
/// A MAC address is a `long` of 48 bits. An IP address is a version and two `long` halves, an IPv4
/// address in the low 32 bits of the low one. [io.cistern.protodecode.Addresses] turns them into
/// text (RFC 5952) and back; [io.cistern.protodecode.MacAddress] and
/// [io.cistern.protodecode.IpAddress] carry them in records.
///
/// Decoders and fields are not thread-safe: one of each for each thread. Records are immutable.
package io.cistern.protodecode;
