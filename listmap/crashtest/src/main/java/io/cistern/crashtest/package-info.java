/// What the crash tests of several modules share: processes that are killed, and file systems in
/// images that are filled or cut off.
@org.jspecify.annotations.NullMarked
package io.cistern.crashtest;
