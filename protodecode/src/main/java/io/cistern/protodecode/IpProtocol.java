package io.cistern.protodecode;

/// IP protocol numbers that are followed (IANA, Assigned Internet Protocol Numbers).
final class IpProtocol {
  static final int HOP_BY_HOP = 0;
  static final int ICMP = 1;
  static final int IPV4 = 4;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int IPV6 = 41;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int GRE = 47;
  static final int AUTHENTICATION = 51;
  static final int ICMPV6 = 58;
  static final int NO_NEXT_HEADER = 59;
  static final int DESTINATION_OPTIONS = 60;
  static final int ETHERNET = 143;

  private IpProtocol() {}
}
