/// Benchmarks of what flowtrack does not export, in its package.
package io.cistern.flowtrack;
