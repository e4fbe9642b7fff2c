// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.StreamGap;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A strategy that keeps the node's data. It gives a preset answer on its suitability, stores a
 * checkpoint at its second poll and ends at its third.
 */
public final class Keeper implements WarmupStrategy {
  Supplier<Suitability> answer = () -> Suitability.yes("7 of 500 differ");

  /** Runs during the second poll. */
  public Runnable midway = () -> {};

  /** Whether a comparison finds that nothing differs. */
  boolean agrees;

  /** What a comparison has to leave out. */
  List<String> leftOut = Collections.emptyList();

  int asked;
  public int opened;

  /** The checkpoint that the last transfer found of an interrupted one; empty if there was none. */
  String found = "";

  public static WarmupException failure(Reason reason) {
    return new WarmupException(reason, "a test says " + reason);
  }

  @Override
  public String name() {
    return "delta";
  }

  @Override
  public DynomiteState copyState() {
    return DynomiteState.RESUMING;
  }

  @Override
  public boolean keepsData() {
    return true;
  }

  @Override
  public Suitability suitability(TransferContext context) {
    asked++;
    return answer.get();
  }

  @Override
  public Transfer open(TransferContext context) {
    opened++;
    return new Comparison(context);
  }

  private final class Comparison implements Transfer {
    private final TransferContext context;
    private int looks;

    Comparison(TransferContext context) {
      this.context = context;
    }

    @Override
    public Progress poll() {
      if (++looks == 1) {
        found =
            context
                .checkpoint()
                .left()
                .map(note -> new String(note, StandardCharsets.US_ASCII))
                .orElse("");
      }
      if (looks == 2) {
        context.checkpoint().keep("half of it".getBytes(StandardCharsets.US_ASCII));
        midway.run();
      }
      return new Progress.Builder()
          .stage(looks < 3 ? Stage.COPYING : Stage.READY)
          .localRole("master")
          .movement(String.valueOf(looks))
          .build();
    }

    @Override
    public HandOverReport handOver(HandOverPlan plan) {
      return new HandOverReport.Builder()
          .held(true)
          .settleNote("nothing differs")
          .missingBytes(0)
          .build();
    }

    @Override
    public List<String> leftOut() {
      return leftOut;
    }

    @Override
    public boolean agrees() {
      return agrees;
    }

    @Override
    public StreamGap close(Deadline deadline) {
      return StreamGap.noStream();
    }
  }
}
