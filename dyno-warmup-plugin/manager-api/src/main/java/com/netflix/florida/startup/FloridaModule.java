// SPDX-License-Identifier: Apache-2.0
package com.netflix.florida.startup;

import com.google.inject.AbstractModule;

public final class FloridaModule extends AbstractModule {
  @Override
  protected void configure() {
    throw new UnsupportedOperationException("a signature only");
  }
}
