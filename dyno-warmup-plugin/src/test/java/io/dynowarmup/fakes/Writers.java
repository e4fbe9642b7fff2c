// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.WarmupException;

/**
 * Clients of other racks that write at a steady rate. Each write reaches the source's Redis and the
 * local Dynomite with separate delays.
 */
public final class Writers {
  private final World world;
  private final FakeRedis source;
  private final FakeDynomite local;
  private final long perSecond;
  private final long toSourceNanos;
  private final long toLocalNanos;
  private final long startNanos;
  private int atSource;
  private int atLocal;
  private long stopNanos = Long.MAX_VALUE;

  private Writers(
      World world,
      FakeRedis source,
      FakeDynomite local,
      long perSecond,
      long toSourceMillis,
      long toLocalMillis) {
    this.world = world;
    this.source = source;
    this.local = local;
    this.perSecond = perSecond;
    this.toSourceNanos = toSourceMillis * 1_000_000;
    this.toLocalNanos = toLocalMillis * 1_000_000;
    this.startNanos = world.time().nanos();
  }

  /** Starts the clients now. */
  public static Writers start(
      World world,
      FakeRedis source,
      FakeDynomite local,
      long perSecond,
      long toSourceMillis,
      long toLocalMillis) {
    Writers w = new Writers(world, source, local, perSecond, toSourceMillis, toLocalMillis);
    world.mover(w::deliver);
    return w;
  }

  /** Stops the clients; writes on their way still arrive. */
  public void stop() {
    stopNanos = world.time().nanos();
  }

  private long sentAt(int number) {
    return startNanos + number * (1_000_000_000L / perSecond);
  }

  private void toSource(int number) {
    try {
      if (source.up()) {
        source.write(number, sentAt(number) + toSourceNanos);
      }
    } catch (WarmupException e) {
      // A source that is a replica or is loading accepts no writes.
      return;
    }
  }

  private void deliver() {
    long now = world.time().nanos();
    while (sentAt(atSource) < stopNanos && sentAt(atSource) + toSourceNanos <= now) {
      toSource(atSource++);
    }
    while (sentAt(atLocal) < stopNanos && sentAt(atLocal) + toLocalNanos <= now) {
      local.write(atLocal++);
    }
  }
}
