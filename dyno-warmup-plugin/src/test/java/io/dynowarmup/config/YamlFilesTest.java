// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.topology.ring.ClusterNode;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Tests the files for Docker and the examples for Kubernetes and Ansible as far as this is possible
 * without these programs.
 */
public class YamlFilesTest {
  private static final String KUBERNETES = "dyno-warmup-jmx/docs/kubernetes-and-systemd.md";
  private static final String ANSIBLE = "dyno-warmup-jmx/docs/ansible-and-docker.md";
  private static final String COMPOSE = "conf/docker/compose.yml";
  private static final String DOCKERFILE = "conf/docker/Dockerfile";
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)\n```");
  private static final long RESTORE_SECONDS =
      TimeUnit.MILLISECONDS.toSeconds(Long.parseLong(WarmupKey.RESTORE_MSEC.standard()));

  private static Object parsed(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object node) {
    return node == null ? Collections.emptyList() : (List<Object>) node;
  }

  private static List<Object> blocks(String page) {
    List<Object> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(ProjectFiles.text(page));
    while (block.find()) {
      blocks.add(parsed(block.group(1)));
    }
    assertFalse(page, blocks.isEmpty());
    return blocks;
  }

  private static Map<String, Object> services() {
    return map(map(parsed(ProjectFiles.text(COMPOSE))).get("services"));
  }

  private static long seconds(Object duration) {
    return Long.parseLong(duration.toString().replaceFirst("s$", ""));
  }

  @Test
  public void everyYamlFileIsOne() throws IOException {
    Path conf = ProjectFiles.path("conf/README.md").getParent();
    List<Path> files;
    try (Stream<Path> all = Files.walk(conf)) {
      files = all.filter(f -> f.toString().endsWith(".yml")).collect(Collectors.toList());
    }
    assertTrue(files.toString(), files.size() >= 5);
    for (Path file : files) {
      String name = "conf/" + conf.relativize(file);
      assertTrue(name, parsed(ProjectFiles.text(name)) instanceof Map);
    }
  }

  @Test
  public void theExampleForKubernetesIsAPodWhoseProbesAskThePortThatItsDaemonOpens() {
    Map<String, Object> pod = map(blocks(KUBERNETES).get(0));
    assertTrue(seconds(pod.get("terminationGracePeriodSeconds")) > RESTORE_SECONDS);
    Map<String, Object> container = map(list(pod.get("containers")).get(0));
    List<Object> args = list(container.get("args"));
    for (String probe : new String[] {"livenessProbe", "readinessProbe"}) {
      Object port = map(map(container.get(probe)).get("httpGet")).get("port");
      assertTrue(probe, args.contains("http.port=" + port));
    }
    List<Object> mounts = list(container.get("volumeMounts"));
    Map<String, Object> yml = map(mounts.get(0));
    assertTrue(args.toString(), args.contains(yml.get("mountPath") + "/dynomite.yml"));
    assertEquals(yml.get("name"), map(list(pod.get("volumes")).get(0)).get("name"));
    assertEquals("/var/lib/dyno-warmup", map(mounts.get(1)).get("mountPath"));
    Object group = map(pod.get("securityContext")).get("fsGroup");
    assertTrue(ProjectFiles.text(DOCKERFILE).contains(" --gid " + group + " dyno-warmup"));
  }

  @Test
  public void theExamplesForAnsibleHaveOneModuleForEachTask() {
    List<Object> blocks = blocks(ANSIBLE);
    List<Object> tasks = new ArrayList<>(list(map(list(blocks.get(0)).get(0)).get("tasks")));
    for (Object more : blocks.subList(1, blocks.size())) {
      tasks.addAll(list(more));
    }
    assertTrue(tasks.size() > 5);
    for (Object task : tasks) {
      Map<String, Object> modules = new TreeMap<>(map(task));
      modules.keySet().removeAll(Arrays.asList("name", "register"));
      modules.keySet().removeIf(key -> key.endsWith("_when"));
      assertEquals(modules.toString(), 1, modules.size());
    }
  }

  @Test
  public void whatTheComposeFileNamesIsThere() {
    Map<String, Object> compose = map(parsed(ProjectFiles.text(COMPOSE)));
    services()
        .forEach(
            (name, node) -> {
              Map<String, Object> service = map(node);
              for (Object volume : list(service.get("volumes"))) {
                String[] parts = volume.toString().split(":");
                if (parts[0].startsWith("./")) {
                  ProjectFiles.path("conf/docker/" + parts[0].substring(2));
                } else {
                  assertTrue(parts[0], map(compose.get("volumes")).containsKey(parts[0]));
                  assertTrue(ProjectFiles.text(DOCKERFILE).contains("VOLUME " + parts[1] + "\n"));
                }
              }
              String network = String.valueOf(service.get("network_mode"));
              if (name.startsWith("warmup")) {
                assertTrue(network, services().containsKey(network.replaceFirst("^service:", "")));
                assertTrue(name, seconds(service.get("stop_grace_period")) > RESTORE_SECONDS);
              }
            });
  }

  @Test
  public void eachWarmupOfTheComposeFileReadsTheFileOfItsNodeAndTheNodesAreEachOthersPeers() {
    DynomiteYml first = dynomiteYml("node1", "warmup1");
    DynomiteYml second = dynomiteYml("node2", "warmup2");
    assertEquals(first.tokens(), second.tokens());
    assertEquals(first.datacenter(), second.datacenter());
    assertEquals(first.redis(), second.redis());
    assertFalse(first.rack().equals(second.rack()));
    assertSeed(first, second, "node2");
    assertSeed(second, first, "node1");
  }

  private static DynomiteYml dynomiteYml(String node, String warmup) {
    Object file = list(map(services().get(node)).get("volumes")).get(0);
    assertTrue(list(map(services().get(warmup)).get("volumes")).contains(file));
    assertEquals("service:" + node, map(services().get(warmup)).get("network_mode"));
    String[] parts = file.toString().split(":");
    assertTrue(ProjectFiles.text(DOCKERFILE).contains("\"" + parts[1] + "\"]"));
    return DynomiteYml.read(ProjectFiles.path("conf/docker/" + parts[0].substring(2)));
  }

  private static void assertSeed(DynomiteYml from, DynomiteYml to, String host) {
    ClusterNode seed = from.seeds().get(0);
    assertEquals(host, seed.dynomite().host());
    assertEquals(to.rack(), seed.rack());
    assertEquals(to.tokens(), seed.tokens());
  }

  @Test
  public void theDockerfileCopiesWhatTheProjectHasAndTheBuildMakes() {
    Matcher copy =
        Pattern.compile("(?m)^COPY (?:--\\S+ )?(\\S+) \\S+$")
            .matcher(ProjectFiles.text(DOCKERFILE));
    List<String> made = new ArrayList<>();
    while (copy.find()) {
      if (copy.group(1).contains("/target/")) {
        made.add(copy.group(1).replaceFirst(".*/target/", ""));
      } else {
        ProjectFiles.path(copy.group(1));
      }
    }
    assertEquals(Collections.singletonList("dyno-warmup-standalone.jar"), made);
    assertTrue(
        ProjectFiles.text("dyno-warmup-jmx/pom.xml")
            .contains("<outputFile>${project.build.directory}/" + made.get(0)));
  }

  @Test
  public void theUnitGivesRestoreItsTime() {
    Matcher limit =
        Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$")
            .matcher(ProjectFiles.text("conf/dyno-warmup.service"));
    assertTrue(limit.find());
    assertTrue(Long.parseLong(limit.group(1)) > RESTORE_SECONDS);
  }
}
