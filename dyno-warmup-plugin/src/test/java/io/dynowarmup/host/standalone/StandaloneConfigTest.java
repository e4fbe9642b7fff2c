// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.config.WarmupKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tests which file wins, and what happens when a file is edited while it is in use. */
public class StandaloneConfigTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private Path write(String name, String... lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append("dynomitemanager.dyno.warm.").append(line).append('\n');
    }
    return Files.write(path(name), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private StandaloneConfig with(Path common, String... overrides) {
    return StandaloneConfig.of(
        Arrays.asList(overrides), Optional.empty(), Optional.ofNullable(common));
  }

  private static EffectiveSetting poll(StandaloneConfig config) {
    return config.read().settings().get(WarmupKey.POLL_MSEC.ordinal());
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static String complaint(Reason reason, Attempt attempt) throws Exception {
    try {
      attempt.run();
      fail("nothing was complained about");
      return "";
    } catch (WarmupException e) {
      assertEquals(e.getMessage(), reason, e.reason());
      return e.getMessage();
    }
  }

  @Test
  public void withoutFilesAllIsDefault() {
    assertTrue(with(null).read().settings().stream().allMatch(s -> s.origin().equals("default")));
  }

  @Test
  public void theCommandLineWinsOverTheClusterAndTheClusterOverTheCommonFile() throws Exception {
    Path common =
        write("c.properties", "cluster=one", "poll.msec=10", "log.msec=1001", "stall.msec=1001");
    Path cluster = write("one.properties", "poll.msec=20", "log.msec=1002");
    StandaloneConfig config = with(common, "poll.msec=30");
    WarmupConfig read = config.read();
    assertEquals(30, read.pollMillis());
    assertEquals(1002, read.logMillis());
    assertEquals(1001, read.stallMillis());
    assertEquals("-D", poll(config).origin());
    assertEquals(cluster.toString(), read.settings().get(WarmupKey.LOG_MSEC.ordinal()).origin());
    assertEquals(common.toString(), read.settings().get(WarmupKey.STALL_MSEC.ordinal()).origin());
  }

  @Test
  public void theCommandLineMayNameTheClusterOrSayThatThereIsNone() throws Exception {
    Path common = write("c.properties", "cluster=one", "poll.msec=10");
    write("one.properties", "poll.msec=20");
    write("two.properties", "poll.msec=30");
    assertEquals("30", poll(with(common, "cluster=two")).value());
    assertEquals("10", poll(with(common, "cluster=")).value());
  }

  @Test
  public void aReferenceOnTheCommandLineIsReplacedAsInAFile() throws Exception {
    WarmupConfig read = with(null, "rack=${sys:user.name}", "token=1,2").read();
    assertEquals(Optional.of(System.getProperty("user.name")), read.topology().rack());
    assertEquals(Arrays.asList(1L, 2L), read.topology().tokens());
    String home = System.getenv("HOME");
    assertEquals(home + "/s", with(null, "state.file=${env:HOME}/s").read().stateFile().get() + "");
    StandaloneConfig unset = with(null, "rack=${env:DYNO_WARMUP_TEST_NOT_SET}");
    assertEquals(
        "dynomitemanager.dyno.warm.rack (from -D) refers to ${env:DYNO_WARMUP_TEST_NOT_SET}, which"
            + " is not set",
        complaint(Reason.BAD_CONFIG, unset::read));
  }

  @Test
  public void aCommaIsPartOfTheValue() throws Exception {
    Path common = write("c.properties", "token=1,2", "peers=h:8101:r:d:3,4;i:8101:r:d:5");
    assertEquals(Arrays.asList(1L, 2L), with(common).read().topology().tokens());
    assertEquals(
        "[h:8101 (rack r, d, tokens [3, 4]), i:8101 (rack r, d, tokens [5])]",
        with(common).read().topology().peers().toString());
  }

  @Test
  public void filesAreUtf8() throws Exception {
    assertEquals(
        Optional.of("b\u00fcro"),
        with(write("c.properties", "rack=b\u00fcro")).read().topology().rack());
  }

  @Test
  public void ofAKeyThatStandsTwiceTheLastOneCounts() throws Exception {
    assertEquals("20", poll(with(write("c.properties", "poll.msec=10", "poll.msec=20"))).value());
  }

  @Test
  public void theDynomiteYmlOfTheCommandLineWinsOverTheFile() throws Exception {
    Path common = write("c.properties", "dynomite.yml=/a.yml");
    StandaloneConfig config =
        StandaloneConfig.of(
            Collections.emptyList(), Optional.of(Paths.get("/b.yml")), Optional.of(common));
    EffectiveSetting yml = config.read().settings().get(WarmupKey.DYNOMITE_YML.ordinal());
    assertEquals("/b.yml", yml.value());
    assertEquals("--dynomite-yml", yml.origin());
  }

  @Test
  public void anEditIsSeenByTheNextRead() throws Exception {
    StandaloneConfig config = with(write("c.properties", "poll.msec=10"));
    assertEquals("10", poll(config).value());
    for (int i = 100; i <= 10_000; i *= 10) {
      write("c.properties", "poll.msec=" + i);
      assertEquals(String.valueOf(i), poll(config).value());
    }
    write("c.properties", "log.msec=1001");
    assertEquals("default", poll(config).origin());
  }

  @Test
  public void whatWasReadDoesNotChangeAnyMore() throws Exception {
    StandaloneConfig config = with(write("c.properties", "poll.msec=10"));
    WarmupConfig read = config.read();
    write("c.properties", "poll.msec=100");
    config.read();
    assertEquals(10, read.pollMillis());
  }

  @Test
  public void aFileThatIsMovedIntoPlaceIsSeenAlthoughItIsOlder() throws Exception {
    Path newer = write("new", "poll.msec=20");
    Path common = write("c.properties", "poll.msec=10");
    Files.setLastModifiedTime(newer, FileTime.fromMillis(1_000_000));
    StandaloneConfig config = with(common);
    assertEquals("10", poll(config).value());
    Files.move(newer, common, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("20", poll(config).value());
  }

  @Test
  public void aLinkThatIsTurnedToAnotherFileIsSeen() throws Exception {
    Path one = write("one", "poll.msec=10");
    Path two = write("two", "poll.msec=20");
    Path link = Files.createSymbolicLink(path("c.properties"), one);
    StandaloneConfig config = with(link);
    assertEquals("10", poll(config).value());
    Files.delete(link);
    Files.createSymbolicLink(link, two);
    assertEquals("20", poll(config).value());
  }

  @Test
  public void anotherClusterIsSeen() throws Exception {
    Path common = write("c.properties", "cluster=one");
    write("one.properties", "poll.msec=10");
    write("two.properties", "poll.msec=200");
    StandaloneConfig config = with(common);
    assertEquals("10", poll(config).value());
    write("c.properties", "cluster=two", "log.msec=1001");
    assertEquals("200", poll(config).value());
  }

  @Test
  public void aFileThatIsGoneLeavesItsLastValues() throws Exception {
    Path common = write("c.properties", "poll.msec=10");
    StandaloneConfig config = with(common);
    Files.delete(common);
    assertEquals("10", poll(config).value());
    assertEquals("10", poll(config).value());
    write("c.properties", "poll.msec=200");
    assertEquals("200", poll(config).value());
  }

  @Test
  public void aFileThatCannotBeReadAnyMoreLeavesItsLastValues() throws Exception {
    Path common = write("c.properties", "poll.msec=10");
    StandaloneConfig config = with(common);
    write("c.properties", "poll.msec=20", "rack=\\uzzzz");
    assertEquals("10", poll(config).value());
    Files.delete(common);
    Files.createDirectory(common);
    assertEquals("10", poll(config).value());
    Files.delete(common);
    write("c.properties", "poll.msec=300");
    assertEquals("300", poll(config).value());
  }

  @Test
  public void aWrongEditIsComplainedAboutWithItsFile() throws Exception {
    Path common = write("c.properties", "poll.msec=10");
    StandaloneConfig config = with(common);
    write("c.properties", "poll.msec=soon");
    assertEquals(
        "dynomitemanager.dyno.warm.poll.msec=soon (from "
            + common
            + ") is wrong; allowed: a whole number from 10 to 10000 ms, digits only",
        complaint(Reason.BAD_CONFIG, config::read));
  }

  @Test
  public void aFileThatIsMissingIsOneClearSentence() throws Exception {
    Path none = path("none.properties");
    assertEquals(none + " does not exist", complaint(Reason.FILE, () -> with(none)));
    assertEquals(
        folder.getRoot() + " is not a file that can be read",
        complaint(Reason.FILE, () -> with(folder.getRoot().toPath())));
    Path wrong = write("wrong.properties", "rack=\\uzzzz");
    assertEquals(
        wrong + " cannot be read: Unable to parse unicode value: zzzz",
        complaint(Reason.FILE, () -> with(wrong)));
  }

  @Test
  public void aClusterWithoutAFileOfItsOwnIsOneClearSentence() throws Exception {
    Path common = write("c.properties", "poll.msec=10");
    assertEquals(
        "cluster=one needs a file of its own: " + path("one.properties") + " does not exist",
        complaint(Reason.FILE, () -> with(common, "cluster=one")));
  }

  @Test
  public void aClusterWithoutACommonFileIsOneClearSentence() throws Exception {
    assertEquals(
        "-D cluster=one names the file beside the one of --conf: give --conf FILE too",
        complaint(Reason.BAD_ARGUMENT, () -> with(null, "cluster=one")));
  }

  @Test
  public void theFileOfAClusterDoesNotNameAnotherCluster() throws Exception {
    Path common = write("c.properties", "cluster=one");
    Path cluster = write("one.properties", "cluster=two");
    assertEquals(
        cluster
            + " is read because of cluster=one and says cluster=two; only -D and the common file "
            + "may"
            + " name the cluster",
        complaint(Reason.BAD_CONFIG, () -> with(common)));
    write("one.properties", "cluster=one", "poll.msec=20");
    assertEquals("20", poll(with(common)).value());
  }

  @Test
  public void theFilesInConfAreReadAsTheyAre() {
    Path common = Paths.get("../conf/dyno-warmup.properties");
    WarmupConfig alone = with(common).read();
    assertTrue(alone.settings().stream().allMatch(s -> s.origin().equals("default")));
    WarmupConfig read = with(common, "cluster=my_cluster").read();
    assertEquals(Collections.emptyList(), read.warnings());
    assertEquals(
        common.resolveSibling("my_cluster.properties").toString(),
        read.settings().get(WarmupKey.BOOTSTRAP.ordinal()).origin());
  }
}
