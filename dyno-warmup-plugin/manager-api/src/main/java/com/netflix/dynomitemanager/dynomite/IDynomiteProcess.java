// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.dynomite;

import java.io.IOException;

public interface IDynomiteProcess {
  void start() throws IOException;

  void stop() throws IOException;

  /** Stops Dynomite if it does not answer a ping. */
  boolean dynomiteCheck();

  boolean dynomiteProcessCheck();
}
