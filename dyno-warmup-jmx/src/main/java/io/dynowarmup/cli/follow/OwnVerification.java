// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import com.google.inject.Injector;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.engine.OtherRuns;
import io.dynowarmup.host.standalone.StandaloneConfig;
import io.dynowarmup.host.standalone.StandaloneModule;
import io.dynowarmup.jmx.LocalReading;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.Pause;
import java.util.Optional;

/**
 * Verifies a node in this process and waits for the end, even if the process is asked to exit
 * meanwhile. It ends when another process begins a run on the node.
 */
public final class OwnVerification implements AutoCloseable {
  private final EngineHost host;
  private final Warmup warmup;
  private final OneRun process;

  private OwnVerification(EngineHost host, Warmup warmup) {
    this.host = host;
    this.warmup = warmup;
    this.process = new OneRun(warmup);
  }

  public static OwnVerification of(StandaloneConfig config) {
    Injector injector = StandaloneModule.injector(config);
    OwnVerification own =
        new OwnVerification(
            injector.getInstance(EngineHost.class), injector.getInstance(Warmup.class));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> own.process.endEarly("the process was asked to end"), "dyno-warmup-end"));
    return own;
  }

  /**
   * Performs the verification.
   *
   * @param mode as in {@link Warmup#verify}
   * @param writes whether the mode changes keys of the node
   * @return the attributes of the verification after its end
   * @throws WarmupException ALREADY_RUNNING while another process works on the node; another reason
   *     if it cannot begin
   */
  public BeanSnapshot perform(String mode, boolean writes, Screen screen)
      throws InterruptedException {
    try (OtherRuns others = OtherRuns.refuse(host, writes)) {
      return perform(mode, others, screen);
    }
  }

  /** The verification has ended when this returns, so the node can be released. */
  private BeanSnapshot perform(String mode, OtherRuns others, Screen screen)
      throws InterruptedException {
    try {
      warmup.verify(mode);
      return new VerificationFollower(() -> now(others), screen, Pause.system()).follow();
    } finally {
      warmup.close();
    }
  }

  private BeanSnapshot now(OtherRuns others) {
    Optional<String> run = others.begun();
    if (run.isPresent()) {
      end(run.get());
    }
    return BeanSnapshot.of(LocalReading.ofVerification(warmup));
  }

  private void end(String why) {
    try {
      warmup.abort(why);
    } catch (WarmupException e) {
      // The verification has already ended.
    }
  }

  /** Returns what the verification found, as text. */
  public String text() {
    return warmup.verification().text();
  }

  /** Records that the result has been printed, so that the process may end. */
  @Override
  public void close() {
    process.reported();
    warmup.close();
  }
}
