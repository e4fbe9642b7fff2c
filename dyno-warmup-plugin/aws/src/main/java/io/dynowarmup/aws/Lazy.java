// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A client that is created when it is first needed. Thread-safe. */
public final class Lazy<C extends SdkAutoCloseable> {
  private final Supplier<C> factory;
  private final String what;
  private C client;
  private boolean closed;

  /**
   * Creates the holder.
   *
   * @param what the store or the queue, for messages
   */
  public Lazy(Supplier<C> factory, String what) {
    this.factory = factory;
    this.what = what;
  }

  /**
   * Returns the client.
   *
   * @throws WarmupException if it cannot be created, for example because no region is known
   */
  public synchronized C get() {
    if (closed) {
      throw new WarmupException(Reason.FILE, what + " is closed");
    }
    if (client == null) {
      try {
        client = factory.get();
      } catch (SdkException e) {
        throw AwsErrors.translate(e, what);
      }
    }
    return client;
  }

  /** Closes the client, if there is one. */
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
