// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.DefaultSettableConfig;
import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.host.manager.FakeIdentity;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.junit.Test;

public class HostSettingsTest {
  private final FakeIdentity identity = new FakeIdentity();

  @Test
  public void whatTheHostsOwnGateReadsWins() {
    Map<String, String> texts = new HashMap<>();
    texts.put("florida.dyno.warm.bootstrap", "false");
    texts.put("dynomitemanager.dyno.warm.bootstrap", "true");
    texts.put("dynomitemanager.dyno.warm.bytes.sync.diff", "7");
    HostSettings settings = new HostSettings(new MapConfig(texts), identity);
    assertFalse(settings.read().bootstrap());
    assertEquals(7, settings.read().bytesSyncDiff());
  }

  @Test
  public void aChangeIsSeenByTheNextRead() {
    for (boolean replace : new boolean[] {false, true}) {
      identity.replace = replace;
      DefaultSettableConfig config = new DefaultSettableConfig();
      HostSettings settings = new HostSettings(config, identity);
      assertEquals(100_000, settings.read().bytesSyncDiff());
      config.setProperty("florida.dyno.warm.bytes.sync.diff", "5");
      assertEquals(5, settings.read().bytesSyncDiff());
    }
  }

  @Test
  public void whatARedisHoldsIsNotTakenForWarmOnANodeThatReplacesAnother() {
    HostSettings settings = new HostSettings(new MapConfig(Collections.emptyMap()), identity);
    assertEquals(300, settings.read().coldUptimeSeconds());
    identity.replace = true;
    assertEquals(31_536_000, settings.read().coldUptimeSeconds());
    assertFalse(settings.read().force());
  }

  @Test
  public void aSettingWinsOverTheDefaultOfAReplacement() {
    identity.replace = true;
    Map<String, String> texts =
        Collections.singletonMap("dynomitemanager.dyno.warm.cold.uptime.sec", "9");
    HostSettings settings = new HostSettings(new MapConfig(texts), identity);
    assertEquals(
        31_536_000,
        new HostSettings(new MapConfig(new HashMap<>()), identity).read().coldUptimeSeconds());
    assertEquals(9, settings.read().coldUptimeSeconds());
  }

  private static boolean on(UnaryOperator<String> first, UnaryOperator<String> second) {
    return new PluginSwitch(Arrays.asList(first, second)).isOn();
  }

  private static UnaryOperator<String> says(String key, String text) {
    return k -> k.equals(key) ? text : null;
  }

  @Test
  public void thePluginIsOnUnlessItIsSetToFalse() {
    UnaryOperator<String> nothing = key -> null;
    String key = "dynomitemanager.dyno.warm.plugin.enabled";
    assertTrue(on(nothing, nothing));
    assertTrue(on(says(key, "true"), nothing));
    assertTrue(on(says(key, "yes"), nothing));
    assertFalse(on(says(key, " False "), nothing));
    assertFalse(on(nothing, says("florida.dyno.warm.plugin.enabled", "false")));
    assertTrue(on(says(key, "true"), says(key, "false")));
  }

  @Test
  public void anEnvironmentVariableMayBeWrittenWithoutDots() {
    String variable = "DYNOMITEMANAGER_DYNO_WARM_PLUGIN_ENABLED";
    assertEquals(
        "false",
        PluginSwitch.environment(
            "dynomitemanager.dyno.warm.plugin.enabled", says(variable, "false")));
    assertEquals("x", PluginSwitch.environment("a.b", says("a.b", "x")));
  }

  @Test
  public void theHostsOwnPropertiesAreReadBeforeArchaiusExists() {
    Properties none =
        PluginSwitch.applicationProperties(
            new ClassLoader(null) {
              // This class loader finds no resources.
            });
    assertTrue(none.isEmpty());
  }

  @Test
  public void archaiusIsTheLastToSay() {
    assertTrue(
        PluginSwitch.isOff(
            new MapConfig(Collections.singletonMap("florida.dyno.warm.plugin.enabled", "false"))));
    assertFalse(PluginSwitch.isOff(new MapConfig(Collections.emptyMap())));
  }
}
