// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.spi.LocalSettings;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.function.Consumer;

/** What a transfer gets from its run and its node, whatever the source is. */
abstract class RunTransfer implements TransferContext {
  final RunContext context;

  RunTransfer(RunContext context) {
    this.context = context;
  }

  @Override
  public WarmupConfig config() {
    return context.config();
  }

  @Override
  public RedisNode local() {
    return context.node().redis();
  }

  @Override
  public TrafficGate gate() {
    return context.node().dynomite().gate();
  }

  @Override
  public QueueFlush queue() {
    return context.node().dynomite().queue();
  }

  @Override
  public LocalSettings localSettings() {
    return context.node().settings();
  }

  @Override
  public Ticker ticker() {
    return context.ticker();
  }

  @Override
  public Pause pause() {
    return context.pause();
  }

  @Override
  public Deadline budget() {
    return context.budget();
  }

  @Override
  public CancelSignal cancel() {
    return context.cancel();
  }

  @Override
  public Consumer<String> notes() {
    return context.board()::note;
  }

  @Override
  public Consumer<String> warnings() {
    return context::warn;
  }

  @Override
  public boolean choosesStrategy() {
    return context.isAuto();
  }

  @Override
  public RedisAccess sourceAccess() {
    return context.node().peerAccess();
  }
}
