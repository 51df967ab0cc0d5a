/// Time series as an organised set of listmaps.
package io.cistern.metricstore;
