package io.cistern.app.cli;

import io.cistern.app.self.Version;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints, of whichever command.
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"cistern " + Version.text()};
  }
}
