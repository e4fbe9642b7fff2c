package com.netflix.nfsidecar.identity;

public interface IInstanceState {
  void setStorageProxyAlive(boolean alive);
}
