// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.PeerComparison;
import io.dynowarmup.api.PeerRepair;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.Warmup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Implements the attributes of the verification. */
abstract class VerificationBean extends OperationsBean {
  private final Warmup warmup;

  VerificationBean(Warmup warmup, NotificationPublisher news) {
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
  public int getVerifyStateCode() {
    return report().state().ordinal();
  }

  @Override
  public long getVerifyElapsedMillis() {
    VerifyReport report = report();
    return none(report) ? -1 : report.elapsedMillis();
  }

  @Override
  public int getVerifyPeers() {
    VerifyReport report = report();
    return none(report) ? -1 : report.peers().size();
  }

  private long sum(ToLongFunction<PeerComparison> number) {
    VerifyReport report = report();
    return none(report) ? -1 : report.peers().stream().mapToLong(number).sum();
  }

  @Override
  public long getVerifyKeys() {
    return sum(PeerComparison::compared);
  }

  @Override
  public long getVerifyDifferences() {
    return sum(PeerComparison::remaining);
  }

  @Override
  public long getVerifyEqual() {
    return sum(PeerComparison::equal);
  }

  @Override
  public long getVerifyDifferent() {
    return sum(PeerComparison::different);
  }

  @Override
  public long getVerifyMissingHere() {
    return sum(PeerComparison::missingHere);
  }

  @Override
  public long getVerifyMissingThere() {
    return sum(PeerComparison::missingThere);
  }

  @Override
  public long getVerifyInDoubt() {
    return sum(PeerComparison::inDoubt);
  }

  @Override
  public long getVerifyRepaired() {
    return sum(peer -> peer.repair().map(PeerRepair::repaired).orElse(0L));
  }

  @Override
  public Map<String, Long> getVerifyPeerDifferences() {
    Map<String, Long> peers = new LinkedHashMap<>();
    for (PeerComparison peer : report().peers()) {
      peers.put(peer.peer().redis().toString(), peer.remaining());
    }
    return peers;
  }
}
