/// sFlow datagrams to values and back.
package io.cistern.sflow;
