// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fakes;

import io.dynowarmup.api.Endpoint;
import java.util.BitSet;

/** The steps of a replica from SLAVEOF to the stream. Tests set their durations. */
final class Sync {
  /** The current step. */
  enum Stage {
    CONNECTING,
    BGSAVE,
    TRANSFER,
    LOADING,
    STREAM
  }

  private final FakeRedis replica;
  private final FakeRedis source;
  private Stage stage = Stage.CONNECTING;
  private long since;
  private long linkDownSince = -1;
  private String replid = "";
  private long snapshotBulk;
  private int snapshotWrites;
  private int applied;

  private final Endpoint address;

  Sync(FakeRedis replica, FakeRedis source, Endpoint address) {
    this.address = address;
    this.replica = replica;
    this.source = source;
    this.since = replica.nanos();
  }

  FakeRedis source() {
    return source;
  }

  /** Returns the address that SLAVEOF named. */
  Endpoint address() {
    return address;
  }

  Stage stage() {
    return stage;
  }

  boolean linkUp() {
    return stage == Stage.STREAM && linkDownSince < 0;
  }

  long linkDownMillis() {
    return linkDownSince < 0 ? -1 : (replica.nanos() - linkDownSince) / 1_000_000;
  }

  long offset() {
    return stage == Stage.STREAM ? source.offsetOf(applied) : stage == Stage.LOADING ? 0 : 1;
  }

  String replid() {
    return replid;
  }

  /** Returns the bytes of the bulk that have arrived. */
  long readBytes() {
    long total = replica.bulkBytes;
    if (stage != Stage.TRANSFER) {
      return stage.ordinal() < Stage.TRANSFER.ordinal() ? 0 : total;
    }
    return total * inStage() / Math.max(1, replica.transferMillis);
  }

  private long inStage() {
    return (replica.nanos() - since) / 1_000_000;
  }

  void move() {
    if (!source.up()) {
      sourceGone();
    } else {
      sourceThere();
    }
    while (stage != Stage.STREAM && step()) {
      continue;
    }
    if (linkUp()) {
      applyUntil(source.writesUntil(replica.nanos() - replica.lagMillis * 1_000_000));
    }
  }

  private void sourceGone() {
    if (linkDownSince < 0) {
      linkDownSince = replica.nanos();
    }
    boolean loadsFile = stage == Stage.LOADING && !replica.diskless;
    if (stage == Stage.LOADING && replica.diskless) {
      replica.dropData();
    }
    if (!loadsFile && stage != Stage.STREAM) {
      stage = Stage.CONNECTING;
      since = replica.nanos();
    }
  }

  private void sourceThere() {
    linkDownSince = -1;
    if (stage == Stage.STREAM && !source.replid().equals(replid)) {
      stage = Stage.CONNECTING;
      since = replica.nanos();
    }
  }

  private boolean step() {
    if (stage != Stage.LOADING && !source.up()) {
      return false;
    }
    long takes = replica.stageMillis(stage);
    if (takes < 0 || inStage() < takes || (stage == Stage.CONNECTING && !source.lets(replica))) {
      return false;
    }
    since += takes * 1_000_000;
    if (stage == Stage.CONNECTING) {
      replid = source.replid();
    } else if (stage == Stage.BGSAVE) {
      snapshotBulk = source.bulk();
      snapshotWrites = source.writesUntil(since);
    } else if (stage == Stage.TRANSFER) {
      replica.dropData();
    } else {
      load();
    }
    stage = Stage.values()[stage.ordinal() + 1];
    return true;
  }

  private void load() {
    replica.loadBulk(snapshotBulk);
    applied = 0;
    applyUntil(snapshotWrites);
  }

  private void applyUntil(int writes) {
    BitSet mine = replica.writes();
    for (; applied < writes; applied++) {
      mine.set(source.writeAt(applied));
      replica.countCommand();
    }
  }
}
