// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** Opens stores and queues by their URIs, with the factories of the class path. */
public final class ChunkStores {
  private final Ticker ticker;
  private final Pause pause;

  public ChunkStores(Ticker ticker, Pause pause) {
    this.ticker = ticker;
    this.pause = pause;
  }

  /**
   * Opens a store; the caller closes it.
   *
   * @throws WarmupException BAD_ARGUMENT if the URI is not valid or no factory knows its scheme
   */
  public ChunkStore store(String uri) {
    URI parsed = parsed(uri);
    return factory(ChunkStoreFactory.class, ChunkStoreFactory::scheme, parsed, "store")
        .open(parsed, ticker, pause);
  }

  /** Opens a queue as {@link #store} opens a store. */
  public ChunkQueue queue(String uri) {
    URI parsed = parsed(uri);
    return factory(ChunkQueueFactory.class, ChunkQueueFactory::scheme, parsed, "queue")
        .open(parsed, ticker, pause);
  }

  private static URI parsed(String uri) {
    try {
      URI parsed = new URI(uri.trim());
      if (parsed.getScheme() == null) {
        throw refused(uri, "has no scheme; write for example file:///var/lib/chunks");
      }
      if (parsed.getRawUserInfo() != null) {
        throw new WarmupException(
            Reason.BAD_ARGUMENT, "a URI of a store or queue may not contain credentials");
      }
      return parsed;
    } catch (URISyntaxException e) {
      throw refused(uri, "is not a URI: " + e.getReason());
    }
  }

  private static <F> F factory(Class<F> type, Function<F, String> scheme, URI uri, String what) {
    Map<String, F> known = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    // not the class loader of the thread: in a web application that may be another one
    Iterator<F> all = ServiceLoader.load(type, ChunkStores.class.getClassLoader()).iterator();
    while (all.hasNext()) {
      try {
        F factory = all.next();
        known.putIfAbsent(scheme.apply(factory), factory);
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(e.getMessage()); // a damaged jar does not disable the other schemes
      }
    }
    F found = known.get(uri.getScheme().toLowerCase(Locale.ROOT));
    if (found == null) {
      throw refused(
          uri.toString(),
          "has a scheme that no "
              + what
              + " has; the class path has "
              + known.keySet()
              + (broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken)));
    }
    return found;
  }

  private static WarmupException refused(String uri, String why) {
    return new WarmupException(Reason.BAD_ARGUMENT, "'" + uri + "' " + why);
  }
}
