package io.cistern.protodecode;

/// EtherTypes that are followed (IEEE 802 Numbers).
final class EtherType {
  static final int MINIMUM = 0x0600;
  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int ERSPAN_III = 0x22EB;
  static final int ETHERNET = 0x6558;
  static final int RARP = 0x8035;
  static final int VLAN = 0x8100;
  static final int IPV6 = 0x86DD;
  static final int SLOW_PROTOCOL = 0x8809;
  static final int PPP = 0x880B;
  static final int WCCP = 0x883E;
  static final int MPLS = 0x8847;
  static final int MPLS_UPSTREAM = 0x8848;
  static final int PPPOE_SESSION = 0x8864;
  static final int SERVICE_VLAN = 0x88A8;
  static final int ERSPAN = 0x88BE;
  static final int LLDP = 0x88CC;
  static final int MACSEC = 0x88E5;
  static final int SERVICE_TAG = 0x88E7;
  static final int VN_TAG = 0x8926;
  static final int E_TAG = 0x893F;
  static final int VLAN_9100 = 0x9100;
  static final int VLAN_9200 = 0x9200;
  static final int VLAN_9300 = 0x9300;

  private EtherType() {}
}
