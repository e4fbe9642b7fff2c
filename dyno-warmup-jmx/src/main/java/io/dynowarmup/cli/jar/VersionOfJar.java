// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.jar;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the jar's manifest. */
public final class VersionOfJar implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionOfJar.class.getPackage().getImplementationVersion();
    return new String[] {
      "dyno-warmup " + (version == null ? "(not from a jar)" : version),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
    };
  }
}
