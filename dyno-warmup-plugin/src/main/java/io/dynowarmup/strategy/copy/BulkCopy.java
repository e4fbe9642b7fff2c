// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.time.Deadline;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the keys of the source page by page and overwrites those that are here. Only for a node
 * that takes no writes. While no other client uses the source, it reads the next page while this
 * node stores the previous one. Large keys, and keys that the local Redis refuses, are added to the
 * {@link ChangedKeys} instead.
 */
final class BulkCopy implements Bulk {
  private static final Logger LOG = LoggerFactory.getLogger(BulkCopy.class);

  private final RedisPair sides;
  private final BulkWriter writer;
  private final Iterator<Integer> databases;
  private BulkReader reader;
  private boolean over;

  /** Creates a copy; keys that change from now on may be copied in their old or new state. */
  BulkCopy(RedisPair sides, ChangedKeys changed) {
    this.sides = sides;
    this.writer = new BulkWriter(sides.here(), key -> changed.add(sides.database(), key));
    this.databases = sides.databases().iterator();
  }

  /** Copies at least one page. No command is outstanding when it returns. */
  @Override
  public void copy(Deadline until) throws InterruptedException {
    boolean whole = false;
    try {
      while (!over && !sides.throttle().cancelled()) {
        if (reader == null || reader.over()) {
          writer.finish();
          next();
        } else {
          pages(until);
        }
        if (until.passed()) {
          break;
        }
      }
      writer.finish();
      whole = true;
    } finally {
      if (!whole) {
        drain();
      }
    }
  }

  private void next() {
    if (databases.hasNext()) {
      sides.select(databases.next());
      reader = new BulkReader(sides);
    } else {
      over = true;
    }
  }

  /** Copies pages of one database. */
  private void pages(Deadline until) throws InterruptedException {
    reader.ask();
    while (reader.asked()) {
      BulkReader.Read read = reader.answer();
      boolean goesOn = !until.passed() && !sides.throttle().cancelled();
      if (goesOn && !sides.throttle().busy()) {
        reader.ask();
      }
      sides.throttle().fetched(writer.write(read));
      if (goesOn && sides.throttle().busy()) {
        reader.ask();
      }
    }
  }

  /** Lets this node store what was sent: keys that arrive later would outlive a removal. */
  private void drain() {
    try {
      writer.finish();
    } catch (WarmupException e) {
      LOG.debug("The last keys of the copy were not stored", e);
    }
  }

  /** Returns whether every key that the source held from the beginning to the end was copied. */
  @Override
  public boolean over() {
    return over;
  }

  /** Returns a text that changes with each page. */
  @Override
  public String place() {
    return sides.database() + " " + reader + " " + writer.keys();
  }

  /** Returns how many keys were copied; a key that SCAN returns twice counts twice. */
  @Override
  public long keys() {
    return writer.keys();
  }

  /** Returns the bytes of the values that were copied. */
  @Override
  public long bytes() {
    return writer.bytes();
  }
}
