// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.storage;

import com.google.inject.Singleton;
import java.io.IOException;

@Singleton
public class StorageProcessManager {
  public void start() throws IOException {
    throw new UnsupportedOperationException("a signature only");
  }

  public void stop() throws IOException {
    throw new UnsupportedOperationException("a signature only");
  }
}
