// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/** Stands in for the token database and the environment. */
public class HostTokens implements IAppsInstanceFactory, IEnvVariables {
  @Override
  public List<AppsInstance> getAllIds(String cluster) {
    if (!getDynomiteClusterName().equals(cluster)) {
      throw new IllegalArgumentException("no cluster " + cluster);
    }
    List<AppsInstance> rows = new ArrayList<>();
    try {
      byte[] text = Files.readAllBytes(Paths.get(System.getProperty("host.rows")));
      for (String row : new String(text, StandardCharsets.UTF_8).split(";")) {
        rows.add(new HostRow(row));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<AppsInstance> getLocalDCIds(String cluster, String region) {
    return getAllIds(cluster);
  }

  @Override
  public String getDynomiteClusterName() {
    return "my_cluster";
  }

  @Override
  public String getRegion() {
    return "";
  }

  @Override
  public String getRack() {
    return "";
  }
}
