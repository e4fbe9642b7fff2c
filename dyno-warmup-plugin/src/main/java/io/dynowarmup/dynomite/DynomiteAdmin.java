// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/**
 * Dynomite's admin port (HTTP, by default 127.0.0.1:22222). Every method waits at most a fixed,
 * short time and throws {@link io.dynowarmup.api.WarmupException} DYNOMITE_UNREACHABLE when there
 * is no answer, or one that is not Dynomite's.
 */
public interface DynomiteAdmin {
  /** {@code /state/get_state}; UNREACHABLE instead of an exception when nobody answers. */
  DynomiteState state();

  /** {@code /state/<state>}, unconfirmed: Dynomite answers OK to paths that it does not know. */
  void request(DynomiteState state);

  /** The text of {@code /info} (JSON). */
  String info();

  /** The text of {@code /cluster_describe} (JSON). */
  String clusterDescribe();
}
