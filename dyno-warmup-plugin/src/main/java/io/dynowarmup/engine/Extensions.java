// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.spi.WarmupExtension;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the extensions found on the class path. A broken extension is logged and left out. */
public final class Extensions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

  private final List<WarmupExtension> attached = new ArrayList<>();

  private Extensions() {}

  /**
   * Finds all extensions through the class loader of this library and attaches them before the
   * first run.
   *
   * @param warmup warm-up in which no run has been started yet
   */
  public static Extensions attach(Warmup warmup) {
    Extensions extensions = new Extensions();
    Iterator<WarmupExtension> found =
        ServiceLoader.load(WarmupExtension.class, Extensions.class.getClassLoader()).iterator();
    while (hasNext(found)) {
      extensions.attachNext(found, warmup);
    }
    return extensions;
  }

  private static boolean hasNext(Iterator<WarmupExtension> found) {
    try {
      return found.hasNext();
    } catch (ServiceConfigurationError e) {
      LOG.warn("Cannot find an extension: {}", e.getMessage());
      return false;
    }
  }

  private void attachNext(Iterator<WarmupExtension> found, Warmup warmup) {
    WarmupExtension extension = null;
    try {
      extension = found.next();
      extension.attach(warmup);
      attached.add(extension);
    } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
      LOG.warn(
          "Extension {} is left out; the warm-up works without it",
          extension == null ? "" : extension.getClass().getName(),
          e);
    }
  }

  @Override
  public synchronized void close() {
    for (WarmupExtension extension : attached) {
      try {
        extension.close();
      } catch (RuntimeException | LinkageError e) {
        LOG.warn(
            "Unexpected exception while closing extension {}", extension.getClass().getName(), e);
      }
    }
    attached.clear();
  }
}
