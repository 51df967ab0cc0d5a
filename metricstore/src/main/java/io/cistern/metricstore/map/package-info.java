/// Listmaps as the store uses them: keys of entity and time, scans that pass what is damaged, maps
/// that several threads share, maps that are only looked at.
package io.cistern.metricstore.map;
