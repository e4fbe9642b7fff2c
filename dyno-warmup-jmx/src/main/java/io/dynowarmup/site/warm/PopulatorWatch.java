// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.chunk.populate.Populators;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the populators of this process, and shows how far all are. */
final class PopulatorWatch {
  private static final int MOST_NAMED = 20;

  private final WarmTools tools;
  private final WarmView view;
  private final Polls polls;

  PopulatorWatch(WarmTools tools, WarmView view, Polls polls) {
    this.tools = tools;
    this.view = view;
    this.polls = polls;
  }

  /** Waits for the populators, those of this process and others. */
  void follow(ChunkQueue queue, long messages) throws InterruptedException {
    polls.begin();
    try (LocalPopulators local = LocalPopulators.start(tools, queue)) {
      long lag = local.populators().isPresent() ? 0 : queue.lagMillis();
      EmptyQueue end = new EmptyQueue(tools.ticker(), lag);
      for (boolean over = false; !over; ) {
        QueueDepth depth = queue.depth();
        over = end.isOver(depth.isDone() && local.isIdle());
        if (!depth.isDone()) {
          local.again(tools);
        }
        view.live(text(depth, local.populators(), messages));
        polls.pause();
      }
      view.line(text(queue.depth(), local.populators(), messages));
      local.populators().ifPresent(p -> p.counts().problems().forEach(view::line));
      queue
          .deadLetters(MOST_NAMED)
          .forEach(body -> view.line("dead letter: " + body.replace('\n', ' ')));
    }
  }

  private String text(QueueDepth depth, Optional<Populators> local, long messages) {
    long left = depth.waiting() + depth.held() + depth.dead();
    long done = Math.max(0, messages - left);
    long bytes = local.map(p -> p.counts().bytes()).orElse(0L);
    String byNode =
        local
            .map(
                p ->
                    p.counts().chunksByNode().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ")))
            .orElse("");
    return "populated "
        + done
        + " of "
        + Units.count(messages, "chunk")
        + ", "
        + depth.held()
        + " in progress, "
        + depth.dead()
        + " dead"
        + (bytes == 0 ? "" : ", here " + Units.bytes(bytes))
        + Rate.text(bytes, polls.elapsedMillis())
        + Rate.left(done, messages, polls.elapsedMillis())
        + (byNode.isEmpty() ? "" : "; " + byNode);
  }
}
