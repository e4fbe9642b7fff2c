// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.sync.PendingKeys;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;

/** Both Redis of a transfer that compares or copies keys, within the limits of the settings. */
public final class DeltaSides {
  private final TransferContext context;
  private final PatientSides patient;
  private final RedisPair pair;

  private DeltaSides(TransferContext context, PatientSides patient, RedisPair pair) {
    this.context = context;
    this.patient = patient;
    this.pair = pair;
  }

  public static DeltaSides of(TransferContext context) {
    PatientSides patient = new PatientSides(context);
    Throttle throttle =
        new Throttle(
            context.ticker(),
            context.pause(),
            context.cancel(),
            context.config().deltaKeysPerSecond(),
            context.config().deltaBytesPerSecond());
    RedisPair pair =
        new RedisPair(patient.hereData(), patient.thereData().with(new SourceErrors()), throttle)
            .within(context.part().map(part -> part::contains));
    return new DeltaSides(context, patient, pair);
  }

  /**
   * Checks that this node understands the values of the source and that both run scripts.
   *
   * @param strategy the strategy that needs it, for the message
   * @throws io.dynowarmup.api.WarmupException STRATEGY_CANNOT if not; the message says why
   */
  public void check(String strategy) {
    new Compatibility(pair, strategy).check();
  }

  public RedisPair pair() {
    return pair;
  }

  /** Returns INFO of the local Redis; waits for a Redis that postpones its answers. */
  public RedisInfo infoHere() {
    return patient.hereInfo();
  }

  /** Returns INFO of the source; waits for a Redis that postpones its answers. */
  public RedisInfo infoThere() {
    return SourceErrors.translated(patient::thereInfo);
  }

  /** Returns a transfer that compares all keys. */
  DeltaTransfer allKeys() {
    return new DeltaTransfer(context, pair, patient);
  }

  /**
   * Returns a transfer that compares only keys that changed during a copy from this source. It
   * compares all keys if Dynomite is away meanwhile.
   *
   * @param connection the {@link TransferContext#connection} at which all other keys are known to
   *     be equal
   * @param both the processes between which the copy was made
   * @param ours whether every key of this node was copied from this source
   */
  public DeltaTransfer changedKeys(
      PendingKeys changed, int connection, BothSides both, boolean ours) {
    return new DeltaTransfer(context, pair, patient, changed, connection, both, ours);
  }
}
