// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.TopologyResolver;
import io.dynowarmup.topology.yml.DynomiteYml;

/** Says which settings a process reads and for which node it is. Asks no server. */
public final class StartText {
  private StartText() {}

  /**
   * Returns the layers of the settings, the state file and the node. What only a server can tell is
   * left out.
   *
   * @param config where the settings come from
   * @param settings the settings
   */
  public static String of(StandaloneConfig config, WarmupConfig settings) {
    return "settings=\""
        + String.join(", ", config.origins())
        + "\""
        + settings.dynomiteYml().map(path -> " dynomite_yml=" + path).orElse("")
        + node(settings);
  }

  private static String node(WarmupConfig settings) {
    try {
      Topology node = topology(settings);
      return " state_file="
          + StateLocation.of(settings, node).found()
          + " redis="
          + node.redis()
          + " dyn_listen="
          + node.dynListen()
          + " rack="
          + node.rack()
          + " datacenter="
          + node.datacenter()
          + " tokens="
          + node.tokens();
    } catch (WarmupException e) {
      return settings.stateFile().map(path -> " state_file=" + path).orElse("")
          + " node=\"not in the settings, Dynomite is asked\"";
    }
  }

  private static Topology topology(WarmupConfig settings) {
    return new TopologyResolver(StartText::unasked)
        .resolve(settings.topology(), settings.dynomiteYml().map(DynomiteYml::settled));
  }

  private static DynomiteAdmin unasked(String url) {
    throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, url + " is not asked");
  }
}
