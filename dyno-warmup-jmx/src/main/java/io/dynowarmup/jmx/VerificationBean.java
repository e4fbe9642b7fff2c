package io.dynowarmup.jmx;

import io.dynowarmup.PeerComparison;
import io.dynowarmup.VerifyReport;
import io.dynowarmup.Warmup;

/** What the comparison with the peers says of itself, one attribute at a time. */
abstract class VerificationBean extends OperationsBean {
  private final Warmup warmup;

  VerificationBean(Warmup warmup, RunNews news) {
    super(warmup, news);
    this.warmup = warmup;
  }

  private VerifyReport report() {
    return warmup.verification();
  }

  private static boolean none(VerifyReport report) {
    return report.state() == VerifyReport.State.NONE;
  }

  @Override
  public String getVerifyState() {
    return report().state().name();
  }

  @Override
  public String getVerifyMode() {
    return report().mode();
  }

  @Override
  public String getVerifyReason() {
    return report().reason();
  }

  @Override
  public long getVerifyStartedEpochMillis() {
    VerifyReport report = report();
    return none(report) ? -1 : report.startedEpochMillis();
  }

  @Override
  public long getVerifyKeys() {
    VerifyReport report = report();
    return none(report) ? -1 : report.peers().stream().mapToLong(PeerComparison::compared).sum();
  }

  @Override
  public long getVerifyDifferences() {
    VerifyReport report = report();
    return none(report) ? -1 : report.differences();
  }
}
