// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.topology.OwnDynomite;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port of this node's Dynomite only. A wrong address may belong to a peer, which would be
 * taken out of service instead.
 *
 * <p>The identity is checked once, with the first answer. The state of a foreign Dynomite is
 * reported as {@link DynomiteState#OTHER}, and no state is ever set there.
 */
public final class OwnAdmin implements DynomiteAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(OwnAdmin.class);

  private static final int MOST_FAILURES = 3;

  private final DynomiteAdmin admin;
  private final OwnDynomite own;
  private boolean known;
  private boolean identified = true;
  private int failures;
  private Optional<String> foreign = Optional.empty();

  public OwnAdmin(DynomiteAdmin admin, OwnDynomite own) {
    this.admin = admin;
    this.own = own;
  }

  /**
   * Returns why the port belongs to another node; empty if it is this node's, as far as is known.
   */
  public synchronized Optional<String> foreign() {
    return foreign;
  }

  /** Returns a sentence if Dynomite was asked and did not report which node it belongs to. */
  public synchronized Optional<String> doubt() {
    return known && !identified
        ? Optional.of(
            "Dynomite's /info names no rack or no data centre (an old version?), so it cannot be "
                + "checked that the admin port is this node's")
        : Optional.empty();
  }

  /**
   * Refuses the Dynomite of another node.
   *
   * @param doubts receives a sentence if the identity cannot be checked
   * @throws WarmupException BAD_CONFIG if the port belongs to another node
   */
  public void refuseForeign(Consumer<String> doubts) {
    Optional<String> why = foreign();
    if (why.isPresent()) {
      throw new WarmupException(Reason.BAD_CONFIG, why.get());
    }
    doubt().ifPresent(doubts);
  }

  @Override
  public synchronized DynomiteState state() {
    DynomiteState state = admin.state();
    if (state == DynomiteState.UNREACHABLE) {
      return state;
    }
    try {
      identify();
    } catch (WarmupException e) {
      LOG.debug("Cannot tell which Dynomite answers", e);
    }
    return foreign.isPresent() ? DynomiteState.OTHER : state;
  }

  @Override
  public synchronized void request(DynomiteState state) {
    identifyOrGiveUp();
    refuseForeign(doubt -> LOG.debug("Cannot tell whose admin port this is: {}", doubt));
    admin.request(state);
  }

  /**
   * Checks the identity. After {@link #MOST_FAILURES} failures, a Dynomite that does not report its
   * identity is accepted, because a foreign one would report it.
   */
  private void identifyOrGiveUp() {
    try {
      identify();
    } catch (WarmupException e) {
      if (++failures < MOST_FAILURES) {
        throw e;
      }
      known = true;
      identified = false;
    }
  }

  private void identify() {
    if (known) {
      return;
    }
    DynomiteInfo info = admin.info();
    Optional<String> why = own.whyForeign(info, admin::clusterDescribe);
    identified = own.isIdentifiedBy(info);
    foreign = why;
    known = true;
  }

  @Override
  public DynomiteInfo info() {
    return admin.info();
  }

  @Override
  public ClusterDescription clusterDescribe() {
    return admin.clusterDescribe();
  }
}
