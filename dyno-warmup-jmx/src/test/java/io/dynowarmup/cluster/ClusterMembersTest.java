// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.host.standalone.StandaloneHost;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.Test;

/** Tests the order of the nodes and the JMX address of each. */
public class ClusterMembersTest {
  private final DefaultSettableConfig settings = new DefaultSettableConfig();
  private final Map<String, String> at = new HashMap<>();
  private OptionalInt port = OptionalInt.empty();

  public ClusterMembersTest() {
    set("token", "30");
    set("rack", "b");
    set("datacenter", "dc");
    set("dynomite.admin.url", "http://10.0.0.7:22222");
  }

  private void set(String key, String value) {
    settings.setProperty(WarmupConfig.PREFIXES.get(0) + key, value);
  }

  private List<ClusterMember> members(boolean local, String... peers) {
    set("peers", String.join(";", peers));
    StandaloneHost host = new StandaloneHost(settings);
    WarmupConfig config = host.readConfig();
    Topology topology = host.readTopology(config);
    JmxAddresses addresses =
        new JmxAddresses("--jmx-at", port.orElse(JmxAddresses.DEFAULT_PORT), at);
    return new ClusterMembers(config, addresses, port).of(topology, local);
  }

  private static List<String> urls(List<ClusterMember> members) {
    List<String> urls = new ArrayList<>();
    members.forEach(m -> urls.add(m.jmx().map(Object::toString).orElse("-")));
    return urls;
  }

  @Test
  public void theNodesAreSortedByDataCentreRackAndToken() {
    List<String> places = new ArrayList<>();
    members(true, "h1:8101:b:dc:4", "h2:8101:a:dc:30", "h3:8101:a:dc:4,9", "h4:8101:z:aa:1")
        .forEach(
            m ->
                places.add(
                    m.peer().datacenter() + " " + m.peer().rack() + " " + m.peer().tokens()));
    assertEquals(
        Arrays.asList("aa z [1]", "dc a [4, 9]", "dc a [30]", "dc b [4]", "dc b [30]"), places);
  }

  private static BeanSnapshot bean(String node, String rack, String tokens) {
    Map<String, String> values = new HashMap<>();
    values.put("Node", node);
    values.put("NodeRack", rack);
    values.put("NodeDatacenter", "dc");
    values.put("NodeTokens", tokens);
    return BeanSnapshot.of(values);
  }

  @Test
  public void aBeanOfAnotherRackOrTokenIsAnotherNode() {
    ClusterMember member = members(true, "h1:8101:a:dc:4,9").get(0);
    assertFalse(member.isAnother(bean("h1:22122", "a", "9,4")));
    assertTrue(member.isAnother(bean("h1:22122", "b", "4,9")));
    assertTrue(member.isAnother(bean("h1:22122", "a", "5")));
    assertTrue(member.isAnother(bean("h1:22122", "a", "44,99")));
    assertFalse("of several tokens", member.isAnother(bean("h1:22122", "a", "4")));
    ClusterMember oneKnown = members(true, "h1:8101:a:dc:4").get(0);
    assertFalse("one token is known", oneKnown.isAnother(bean("h1:22122", "a", "4,9")));
    assertFalse(member.isAnother(bean("", "", "")));
    assertFalse(member.isAnother(BeanSnapshot.NONE));
  }

  @Test
  public void thePortIsSharedAndThisHostsDaemonIsAtItsOwnSettings() {
    assertEquals(
        Arrays.asList("service:jmx:jmxmp://h2:22322", "service:jmx:jmxmp://127.0.0.1:22322"),
        urls(members(true, "h2:8101:a:dc:30")));
    set("jmx.port", "999");
    set("jmx.host", "0.0.0.0");
    assertEquals(
        Arrays.asList("service:jmx:jmxmp://h2:22322", "service:jmx:jmxmp://127.0.0.1:999"),
        urls(members(true, "h2:8101:a:dc:30")));
    port = OptionalInt.of(7);
    assertEquals(
        Arrays.asList("service:jmx:jmxmp://h2:7", "service:jmx:jmxmp://127.0.0.1:7"),
        urls(members(true, "h2:8101:a:dc:30")));
  }

  @Test
  public void aDynomiteElsewhereIsReachedAtTheHostOfItsAdminPort() {
    ClusterMember own = members(false, "h2:8101:a:dc:30").get(1);
    assertEquals("10.0.0.7:22122", own.peer().redis().toString());
    assertEquals("10.0.0.7:8101", own.peer().dynomite().toString());
    assertEquals("service:jmx:jmxmp://10.0.0.7:22322", own.jmx().get().toString());
  }

  @Test
  public void anAddressCanBeGivenForAHostForOneOfItsNodesAndForAll() {
    at.put("h2", "h2:1");
    at.put("h3:8101", "service:jmx:rmi:///jndi/rmi://h3:7199/jmxrmi");
    at.put("*", "{host}:5");
    assertEquals(
        Arrays.asList(
            "service:jmx:jmxmp://h2:1",
            "service:jmx:jmxmp://h3:5",
            "service:jmx:rmi:///jndi/rmi://h3:7199/jmxrmi",
            "service:jmx:jmxmp://127.0.0.1:5"),
        urls(members(true, "h2:8101:a:dc:1", "h3:8101:a:dc:9", "h3:8102:a:dc:4")));
  }

  @Test
  public void nodesThatShareAHostHaveNoSharedAddress() {
    assertEquals(
        Arrays.asList("-", "-", "service:jmx:jmxmp://127.0.0.1:22322"),
        urls(members(true, "h2:8101:a:dc:1", "h2:8102:a:dc:4")));
    at.put("*", "bastion:5");
    assertEquals(
        Collections.nCopies(3, "-"), urls(members(true, "h2:8101:a:dc:1", "h3:8101:a:dc:4")));
  }

  @Test
  public void anAddressThatIsGivenForOneNodeIsItsOwn() {
    at.put("h2", "127.0.0.1:22322");
    assertEquals(
        Arrays.asList("service:jmx:jmxmp://127.0.0.1:22322", "-"),
        urls(members(true, "h2:8101:a:dc:1")));
  }

  @Test
  public void anAddressOfNoNodeIsRefused() {
    at.put("h9", "h9:1");
    WarmupException e = assertThrows(WarmupException.class, () -> members(true, "h2:8101:a:dc:1"));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(
        e.getMessage(),
        e.getMessage().startsWith("--jmx-at: no node of the cluster is at [h9]; its nodes: [h2:8"));
  }
}
