// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/**
 * Dynomite's admin port (HTTP, by default 127.0.0.1:22222). Every method waits at most a fixed,
 * short time. It throws {@link io.dynowarmup.api.WarmupException} DYNOMITE_UNREACHABLE if there is
 * no answer, or if the answer is not one of Dynomite.
 */
public interface DynomiteAdmin {
  /**
   * Requests {@code /state/get_state}. Returns UNREACHABLE instead of an exception if there is no
   * answer.
   */
  DynomiteState state();

  /**
   * Requests {@code /state/<state>}. The answer does not confirm the state, because Dynomite
   * answers OK to unknown paths too.
   */
  void request(DynomiteState state);

  /** Requests {@code /info}. */
  DynomiteInfo info();

  /** Requests {@code /cluster_describe}. */
  ClusterDescription clusterDescribe();
}
