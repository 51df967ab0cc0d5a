package io.cistern.simulate;

import io.cistern.sflow.record.Address;

/// A host at a port, or one of the world outside.
///
/// @param number among all hosts, from 0
/// @param ipv4 its address
/// @param vlan its VLAN
/// @param isOutside whether it is reached by the way out of the site
record Host(int number, long ipv4, int vlan, boolean isOutside) {
  private static final long IPV6_PREFIX = 0x20010db800000000L;

  long mac() {
    return 0x060000000000L | number;
  }

  Address address(boolean isIpv6) {
    return isIpv6 ? Address.ipv6(IPV6_PREFIX | vlan, ipv4) : Address.ipv4(ipv4);
  }
}
