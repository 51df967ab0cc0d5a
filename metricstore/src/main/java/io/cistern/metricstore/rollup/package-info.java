/// Samples of which each may stand for several, and their bytes: the rows of rollups.
///
/// [io.cistern.metricstore.rollup.Samples] are what a query gathers and a rollup sums up;
/// [io.cistern.metricstore.rollup.RollupField] says what is kept of them.
package io.cistern.metricstore.rollup;
