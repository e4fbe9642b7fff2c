// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.config;

public interface FloridaConfig {
  boolean isWarmBootstrap();

  boolean isForceWarm();

  int getAllowableBytesSyncDiff();

  int getMaxTimeToBootstrap();

  String getDynomiteLocalAddress();

  int getDynomiteClientPort();
}
