// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.identity;

public interface IInstanceState {
  void setStorageProxyAlive(boolean alive);
}
