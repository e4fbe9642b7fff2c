// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.WriteRefusal;
import io.dynowarmup.strategy.copy.BulkReader.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Overwrites keys of this node. It does not wait for the replies to a packet before the next one.
 */
final class BulkWriter {
  private final RedisData here;
  private final Consumer<byte[]> notCopied;
  private Supplier<List<Optional<WarmupException>>> outstanding;
  private List<byte[]> written = Collections.emptyList();
  private long keys;
  private long bytes;

  /**
   * Creates a writer.
   *
   * @param notCopied receives large keys, and keys that the server refuses
   */
  BulkWriter(RedisData here, Consumer<byte[]> notCopied) {
    this.here = here;
    this.notCopied = notCopied;
  }

  /**
   * Writes keys, once the replies to the previous packet have arrived.
   *
   * @return the size of the values in bytes
   * @throws WarmupException if the server refuses more than single keys
   */
  long write(Read read) {
    List<byte[]> some = new ArrayList<>(read.keys().size());
    List<Payload> payloads = new ArrayList<>(read.keys().size());
    long size = 0;
    for (int i = 0; i < read.keys().size(); i++) {
      Optional<Payload> value = read.values().get(i);
      if (!value.isPresent()) {
        notCopied.accept(read.keys().get(i));
      } else if (!value.get().absent()) {
        some.add(read.keys().get(i));
        payloads.add(value.get());
        size += value.get().bytes().length;
      }
    }
    finish();
    if (!some.isEmpty()) {
      outstanding = here.restoreLater(some, payloads, read.nanos());
      written = some;
    }
    bytes += size;
    return size;
  }

  /**
   * Waits for outstanding replies.
   *
   * @throws WarmupException as {@link #write} does
   */
  void finish() {
    if (outstanding == null) {
      return;
    }
    Supplier<List<Optional<WarmupException>>> replies = outstanding;
    outstanding = null;
    List<Optional<WarmupException>> errors = replies.get();
    for (int i = 0; i < errors.size(); i++) {
      if (errors.get(i).isPresent()) {
        checkRefusal(errors.get(i).get());
        notCopied.accept(written.get(i));
      } else {
        keys++;
      }
    }
  }

  private void checkRefusal(WarmupException error) {
    WriteRefusal.in(here.endpoint().toString(), error.getMessage())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    if (error.reason() == Reason.READONLY || error.reason() == Reason.NOPERM) {
      throw error;
    }
  }

  /** Returns how many keys were written; a key that SCAN returns twice counts twice. */
  long keys() {
    return keys;
  }

  /** Returns the bytes of the values that were sent. */
  long bytes() {
    return bytes;
  }
}
