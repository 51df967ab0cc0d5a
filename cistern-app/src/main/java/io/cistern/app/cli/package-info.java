/// The command line: one class for each command. Exit codes: 0 done, 1 failed, 2 wrong use.
package io.cistern.app.cli;
