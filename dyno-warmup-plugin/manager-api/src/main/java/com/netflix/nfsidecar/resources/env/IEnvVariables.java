// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.resources.env;

public interface IEnvVariables {
  /** The environment variable NETFLIX_APP; null where it is not set. */
  String getDynomiteClusterName();

  String getRegion();

  String getRack();
}
