package io.cistern.sflow;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Why a packet was discarded. Codes up to 255 are those of ICMP destination unreachable.
///
/// Source: `sflow_drops.txt` and host-sflow's `sflow_drops.h`, whose two misprinted codes (33 for
/// `dev_hdr`, 36 for `tc_egress`) are sent by real agents and are understood here too.
public enum DiscardReason {
  /// `net_unreachable`, 0.
  NET_UNREACHABLE(0),
  /// `host_unreachable`, 1.
  HOST_UNREACHABLE(1),
  /// `protocol_unreachable`, 2.
  PROTOCOL_UNREACHABLE(2),
  /// `port_unreachable`, 3.
  PORT_UNREACHABLE(3),
  /// `frag_needed`, 4.
  FRAG_NEEDED(4),
  /// `src_route_failed`, 5.
  SRC_ROUTE_FAILED(5),
  /// `dst_net_unknown`, 6.
  DST_NET_UNKNOWN(6),
  /// `dst_host_unknown`, 7.
  DST_HOST_UNKNOWN(7),
  /// `src_host_isolated`, 8.
  SRC_HOST_ISOLATED(8),
  /// `dst_net_prohibited`, 9.
  DST_NET_PROHIBITED(9),
  /// `dst_host_prohibited`, 10.
  DST_HOST_PROHIBITED(10),
  /// `dst_net_tos_unreachable`, 11.
  DST_NET_TOS_UNREACHABLE(11),
  /// `dst_host_tos_unreacheable`, 12.
  DST_HOST_TOS_UNREACHEABLE(12),
  /// `comm_admin_prohibited`, 13.
  COMM_ADMIN_PROHIBITED(13),
  /// `host_precedence_violation`, 14.
  HOST_PRECEDENCE_VIOLATION(14),
  /// `precedence_cutoff`, 15.
  PRECEDENCE_CUTOFF(15),
  /// `unknown`, 256.
  UNKNOWN(256),
  /// `ttl_exceeded`, 257.
  TTL_EXCEEDED(257),
  /// `acl`, 258.
  ACL(258),
  /// `no_buffer_space`, 259.
  NO_BUFFER_SPACE(259),
  /// `red`, 260.
  RED(260),
  /// `traffic_shaping`, 261.
  TRAFFIC_SHAPING(261),
  /// `pkt_too_big`, 262.
  PKT_TOO_BIG(262),
  /// `src_mac_is_multicast`, 263.
  SRC_MAC_IS_MULTICAST(263),
  /// `vlan_tag_mismatch`, 264.
  VLAN_TAG_MISMATCH(264),
  /// `ingress_vlan_filter`, 265.
  INGRESS_VLAN_FILTER(265),
  /// `ingress_spanning_tree_filter`, 266.
  INGRESS_SPANNING_TREE_FILTER(266),
  /// `port_list_is_empty`, 267.
  PORT_LIST_IS_EMPTY(267),
  /// `port_loopback_filter`, 268.
  PORT_LOOPBACK_FILTER(268),
  /// `blackhole_route`, 269.
  BLACKHOLE_ROUTE(269),
  /// `non_ip`, 270.
  NON_IP(270),
  /// `uc_dip_over_mc_dmac`, 271.
  UC_DIP_OVER_MC_DMAC(271),
  /// `dip_is_loopback_address`, 272.
  DIP_IS_LOOPBACK_ADDRESS(272),
  /// `sip_is_mc`, 273.
  SIP_IS_MC(273),
  /// `sip_is_loopback_address`, 274.
  SIP_IS_LOOPBACK_ADDRESS(274),
  /// `ip_header_corrupted`, 275.
  IP_HEADER_CORRUPTED(275),
  /// `ipv4_sip_is_limited_bc`, 276.
  IPV4_SIP_IS_LIMITED_BC(276),
  /// `ipv6_mc_dip_reserved_scope`, 277.
  IPV6_MC_DIP_RESERVED_SCOPE(277),
  /// `ipv6_mc_dip_interface_local_scope`, 278.
  IPV6_MC_DIP_INTERFACE_LOCAL_SCOPE(278),
  /// `unresolved_neigh`, 279.
  UNRESOLVED_NEIGH(279),
  /// `mc_reverse_path_forwarding`, 280.
  MC_REVERSE_PATH_FORWARDING(280),
  /// `non_routable_packet`, 281.
  NON_ROUTABLE_PACKET(281),
  /// `decap_error`, 282.
  DECAP_ERROR(282),
  /// `overlay_smac_is_mc`, 283.
  OVERLAY_SMAC_IS_MC(283),
  /// `unknown_l2`, 284.
  UNKNOWN_L2(284),
  /// `unknown_l3`, 285.
  UNKNOWN_L3(285),
  /// `unknown_l3_exception`, 286.
  UNKNOWN_L3_EXCEPTION(286),
  /// `unknown_buffer`, 287.
  UNKNOWN_BUFFER(287),
  /// `unknown_tunnel`, 288.
  UNKNOWN_TUNNEL(288),
  /// `unknown_l4`, 289.
  UNKNOWN_L4(289),
  /// `sip_is_unspecified`, 290.
  SIP_IS_UNSPECIFIED(290),
  /// `mlag_port_isolation`, 291.
  MLAG_PORT_ISOLATION(291),
  /// `blackhole_arp_neigh`, 292.
  BLACKHOLE_ARP_NEIGH(292),
  /// `src_mac_is_dmac`, 293.
  SRC_MAC_IS_DMAC(293),
  /// `dmac_is_reserved`, 294.
  DMAC_IS_RESERVED(294),
  /// `sip_is_class_e`, 295.
  SIP_IS_CLASS_E(295),
  /// `mc_dmac_mismatch`, 296.
  MC_DMAC_MISMATCH(296),
  /// `sip_is_dip`, 297.
  SIP_IS_DIP(297),
  /// `dip_is_local_network`, 298.
  DIP_IS_LOCAL_NETWORK(298),
  /// `dip_is_link_local`, 299.
  DIP_IS_LINK_LOCAL(299),
  /// `overlay_smac_is_dmac`, 300.
  OVERLAY_SMAC_IS_DMAC(300),
  /// `egress_vlan_filter`, 301.
  EGRESS_VLAN_FILTER(301),
  /// `uc_reverse_path_forwarding`, 302.
  UC_REVERSE_PATH_FORWARDING(302),
  /// `split_horizon`, 303.
  SPLIT_HORIZON(303),
  /// `locked_port`, 304.
  LOCKED_PORT(304),
  /// `dmac_filter`, 305.
  DMAC_FILTER(305),
  /// `blackhole_nexthop`, 306.
  BLACKHOLE_NEXTHOP(306),
  /// `vxlan_parsing`, 307.
  VXLAN_PARSING(307),
  /// `llc_snap_parsing`, 308.
  LLC_SNAP_PARSING(308),
  /// `vlan_parsing`, 309.
  VLAN_PARSING(309),
  /// `pppoe_ppp_parsing`, 310.
  PPPOE_PPP_PARSING(310),
  /// `mpls_parsing`, 311.
  MPLS_PARSING(311),
  /// `arp_parsing`, 312.
  ARP_PARSING(312),
  /// `ip_1_parsing`, 313.
  IP_1_PARSING(313),
  /// `ip_n_parsing`, 314.
  IP_N_PARSING(314),
  /// `gre_parsing`, 315.
  GRE_PARSING(315),
  /// `udp_parsing`, 316.
  UDP_PARSING(316),
  /// `tcp_parsing`, 317.
  TCP_PARSING(317),
  /// `ipsec_parsing`, 318.
  IPSEC_PARSING(318),
  /// `sctp_parsing`, 319.
  SCTP_PARSING(319),
  /// `dccp_parsing`, 320.
  DCCP_PARSING(320),
  /// `gtp_parsing`, 321.
  GTP_PARSING(321),
  /// `esp_parsing`, 322.
  ESP_PARSING(322),
  /// `unknown_parsing`, 323.
  UNKNOWN_PARSING(323),
  /// `pkt_too_small`, 324.
  PKT_TOO_SMALL(324),
  /// `unhandled_proto`, 325.
  UNHANDLED_PROTO(325),
  /// `ipv6disabled`, 326.
  IPV6DISABLED(326),
  /// `invalid_proto`, 327.
  INVALID_PROTO(327),
  /// `ip_noproto`, 328.
  IP_NOPROTO(328),
  /// `skb_csum`, 329.
  SKB_CSUM(329),
  /// `skb_ucopy_fault`, 330.
  SKB_UCOPY_FAULT(330),
  /// `dev_ready`, 331.
  DEV_READY(331),
  /// `dev_hdr`, 332.
  DEV_HDR(332),
  /// `dup_frag`, 333.
  DUP_FRAG(333),
  /// `skb_gso_seg`, 334.
  SKB_GSO_SEG(334),
  /// `reverse_path_forwarding`, 335.
  REVERSE_PATH_FORWARDING(335),
  /// `icmp_parsing`, 336.
  ICMP_PARSING(336),
  /// `tcp_md5notfound`, 337.
  TCP_MD5NOTFOUND(337),
  /// `tcp_md5unexpected`, 338.
  TCP_MD5UNEXPECTED(338),
  /// `tcp_md5failure`, 339.
  TCP_MD5FAILURE(339),
  /// `tcp_flags`, 340.
  TCP_FLAGS(340),
  /// `tcp_zerowindow`, 341.
  TCP_ZEROWINDOW(341),
  /// `tcp_old_data`, 342.
  TCP_OLD_DATA(342),
  /// `tcp_overwindow`, 343.
  TCP_OVERWINDOW(343),
  /// `tcp_ofomerge`, 344.
  TCP_OFOMERGE(344),
  /// `tcp_rfc7323_paws`, 345.
  TCP_RFC7323_PAWS(345),
  /// `tcp_invalid_sequence`, 346.
  TCP_INVALID_SEQUENCE(346),
  /// `tcp_reset`, 347.
  TCP_RESET(347),
  /// `tcp_invalid_syn`, 348.
  TCP_INVALID_SYN(348),
  /// `tcp_close`, 349.
  TCP_CLOSE(349),
  /// `tcp_fastopen`, 350.
  TCP_FASTOPEN(350),
  /// `tcp_old_ack`, 351.
  TCP_OLD_ACK(351),
  /// `tcp_too_old_ack`, 352.
  TCP_TOO_OLD_ACK(352),
  /// `tcp_ack_unsent_data`, 353.
  TCP_ACK_UNSENT_DATA(353),
  /// `tcp_ofo_queue_prune`, 354.
  TCP_OFO_QUEUE_PRUNE(354),
  /// `tcp_ofo_drop`, 355.
  TCP_OFO_DROP(355),
  /// `tcp_minttl`, 356.
  TCP_MINTTL(356),
  /// `ipv6_bad_exthdr`, 357.
  IPV6_BAD_EXTHDR(357),
  /// `ipv6_ndisc_frag`, 358.
  IPV6_NDISC_FRAG(358),
  /// `ipv6_ndisc_hop_limit`, 359.
  IPV6_NDISC_HOP_LIMIT(359),
  /// `ipv6_ndisc_bad_code`, 360.
  IPV6_NDISC_BAD_CODE(360),
  /// `ipv6_ndisc_bad_options`, 361.
  IPV6_NDISC_BAD_OPTIONS(361),
  /// `ipv6_ndisc_ns_otherhost`, 362.
  IPV6_NDISC_NS_OTHERHOST(362),
  /// `tap_filter`, 363.
  TAP_FILTER(363),
  /// `tap_txfilter`, 364.
  TAP_TXFILTER(364),
  /// `tc_ingress`, 365.
  TC_INGRESS(365),
  /// `tc_egress`, 366.
  TC_EGRESS(366),
  /// `xdp`, 367.
  XDP(367),
  /// `cpu_backlog`, 368.
  CPU_BACKLOG(368),
  /// `bpf_cgroup_egress`, 369.
  BPF_CGROUP_EGRESS(369),
  /// `xfrm_policy`, 370.
  XFRM_POLICY(370),
  /// `socket_filter`, 371.
  SOCKET_FILTER(371),
  /// `bgp_flowspec`, 372.
  BGP_FLOWSPEC(372);

  private static final Map<Long, DiscardReason> BY_CODE = byCode();

  private final int code;

  DiscardReason(int code) {
    this.code = code;
  }

  private static Map<Long, DiscardReason> byCode() {
    var byCode = new HashMap<Long, DiscardReason>();
    for (DiscardReason reason : values()) {
      byCode.put((long) reason.code, reason);
    }
    byCode.put(33L, DEV_HDR);
    byCode.put(36L, TC_EGRESS);
    return Map.copyOf(byCode);
  }

  /// The reason of a code.
  ///
  /// @param code as the wire has it, unsigned
  /// @return the reason, or empty where the code is not known
  public static Optional<DiscardReason> of(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /// The reason's code.
  ///
  /// @return the number of the standard
  public int code() {
    return code;
  }

  /// The reason's name in the standard.
  ///
  /// @return for example `ttl_exceeded`
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
