// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.storage;

public interface StorageProxy {
  /** Returns whether Redis answers. Blocks for minutes while Redis loads. */
  boolean isAlive();

  String getIpAddress();

  int getPort();

  String getEngine();
}
