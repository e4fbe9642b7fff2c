// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.resources.env;

public interface IEnvVariables {
  /** Returns the environment variable NETFLIX_APP, or null if it is not set. */
  String getDynomiteClusterName();

  String getRegion();

  String getRack();
}
