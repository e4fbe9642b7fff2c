// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.warmup.Calls.Call;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;

/**
 * Acts once, after the first call of a run that meets a condition, on the thread of that call. The
 * run continues only when the action has ended, so no moment can be missed.
 */
final class Strike implements Calls {
  private final AtomicBoolean done = new AtomicBoolean();
  private final BiPredicate<Call, WarmupStatus> moment;
  private final Runnable action;
  private volatile WarmedNode node;

  private Strike(BiPredicate<Call, WarmupStatus> moment, Runnable action) {
    this.moment = moment;
    this.action = action;
  }

  /** Acts when this condition holds for a call and for the status of the run. */
  static Strike when(BiPredicate<Call, WarmupStatus> moment, Runnable action) {
    return new Strike(moment, action);
  }

  /** Acts after the first call in this phase. */
  static Strike in(WarmupPhase phase, Runnable action) {
    return when((call, status) -> status.phase() == phase, action);
  }

  /** Acts as soon as the node's Dynomite is in WRITES_ONLY. */
  static Strike inWritesOnly(RackNode node, Runnable action) {
    return when((call, status) -> call.target().equals(ADMIN) && isWritesOnly(node), action);
  }

  /** Acts in WRITES_ONLY once the run has asked the source there. */
  static Strike inTheMiddleOfWritesOnly(RackNode node, Runnable action) {
    String local = node.host() + ":" + node.redis().port();
    return when(
        (call, status) ->
            status.phase() == WarmupPhase.HAND_OVER
                && !call.target().equals(ADMIN)
                && !call.target().equals(local)
                && isWritesOnly(node),
        action);
  }

  private static boolean isWritesOnly(RackNode node) {
    return node.dynomite().adminClient().state().equals("WRITES_ONLY");
  }

  /** Returns a warm-up beside this node whose calls are observed. */
  WarmedNode beside(RackNode cold) {
    node = WarmedNode.of(cold, this);
    return node;
  }

  /** Returns whether the moment has come. */
  boolean struck() {
    return done.get();
  }

  @Override
  public void after(Call call, Object answer) {
    if (node != null
        && !done.get()
        && moment.test(call, node.engine().status())
        && done.compareAndSet(false, true)) {
      action.run();
    }
  }
}
