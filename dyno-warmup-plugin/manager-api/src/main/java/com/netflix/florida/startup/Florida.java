// SPDX-License-Identifier: Apache-2.0
package com.netflix.florida.startup;

import com.google.inject.Injector;
import com.netflix.governator.guice.servlet.WebApplicationInitializer;

public class Florida implements WebApplicationInitializer {
  @Override
  public Injector createInjector() {
    throw new UnsupportedOperationException("a signature only");
  }
}
