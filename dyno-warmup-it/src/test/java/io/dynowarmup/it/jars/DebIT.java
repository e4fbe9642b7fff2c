// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.TempDir;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.BeforeClass;
import org.junit.Test;

/** Opens the Debian package. */
public class DebIT {
  private static final Path JAR = Path.of(System.getProperty("standalone.jar"));
  private static final Path CONF = Path.of(System.getProperty("conf.dir"));
  private static final int EXECUTABLE = 0111;

  private static Map<String, File> control;
  private static Map<String, File> data;

  private record File(int mode, String owner, byte[] bytes) {
    private String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return Integer.toOctalString(mode & 0777) + " " + owner;
    }
  }

  @BeforeClass
  public static void open() throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (InputStream deb = Files.newInputStream(JAR.resolveSibling("dyno-warmup.deb"));
        ArArchiveInputStream ar = new ArArchiveInputStream(deb)) {
      for (ArArchiveEntry part; (part = (ArArchiveEntry) ar.getNextEntry()) != null; ) {
        parts.put(part.getName(), ar.readAllBytes());
      }
    }
    control = files(parts.get("control.tar.gz"));
    data = files(parts.get("data.tar.gz"));
  }

  private static Map<String, File> files(byte[] tarGz) throws IOException {
    Map<String, File> files = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tarGz)))) {
      for (TarArchiveEntry entry; (entry = (TarArchiveEntry) tar.getNextEntry()) != null; ) {
        if (entry.isFile()) {
          String owner = entry.getUserName() + ":" + entry.getGroupName();
          files.put(
              entry.getName().replaceFirst("^\\./", ""),
              new File(entry.getMode(), owner, tar.readAllBytes()));
        }
      }
    }
    return files;
  }

  @Test
  public void itHoldsEachFileWithItsPermissions() {
    Map<String, String> modes =
        data.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    assertEquals("755 root:root", modes.get("usr/bin/dyno-warmup"));
    assertEquals("644 root:root", modes.get("usr/share/dyno-warmup/dyno-warmup.jar"));
    assertEquals("644 root:root", modes.get("lib/systemd/system/dyno-warmup.service"));
    assertEquals("644 root:root", modes.get("lib/systemd/system/dyno-warmup-warm.service"));
    assertEquals("644 root:root", modes.get("usr/share/doc/dyno-warmup/copyright"));
    // It may hold passwords.
    assertEquals("640 root:root", modes.get("etc/dyno-warmup/dyno-warmup.properties"));
  }

  @Test
  public void theFilesAreThoseOfTheBuild() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(JAR), data.get("usr/share/dyno-warmup/dyno-warmup.jar").bytes());
    for (String unit : new String[] {"dyno-warmup.service", "dyno-warmup-warm.service"}) {
      assertEquals(
          Files.readString(CONF.resolve(unit)), data.get("lib/systemd/system/" + unit).text());
    }
  }

  @Test
  public void eachManPageOfTheBuildAndTheCompletionAreInIt() throws IOException {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> built = Files.list(JAR.resolveSibling("man1"))) {
      for (Path page : built.toList()) {
        pages.add("usr/share/man/man1/" + page.getFileName());
      }
    }
    Set<String> held = new TreeSet<>(data.keySet());
    held.removeIf(file -> !file.startsWith("usr/share/man/"));
    assertEquals(pages, held);
    assertTrue(held.toString(), held.contains("usr/share/man/man1/dyno-warmup-status.1"));
    for (String page : held) {
      assertEquals(page, "644 root:root", data.get(page).toString());
    }
    File completion = data.get("usr/share/bash-completion/completions/dyno-warmup");
    assertEquals("644 root:root", completion.toString());
    assertTrue(completion.text().contains("complete -F _complete_dyno-warmup"));
  }

  @Test
  public void aRestartOfTheDaemonDoesNotEndTheUnitThatWaitedForAWarmNode() {
    String unit = data.get("lib/systemd/system/dyno-warmup-warm.service").text();
    assertTrue(unit, unit.contains("\nWants=dyno-warmup.service\nAfter=dyno-warmup.service\n"));
    assertFalse(unit, unit.matches("(?s).*\n(BindsTo|Requires|Requisite|PartOf)=.*"));
  }

  @Test
  public void itsSettingsAreShortSoThatANewVersionLeavesThemAsTheyAre() throws IOException {
    File all = data.get("usr/share/doc/dyno-warmup/dyno-warmup.properties");
    assertEquals("644 root:root", all.toString());
    assertEquals(Files.readString(CONF.resolve("dyno-warmup.properties")), all.text());
    assertTrue(data.get("etc/dyno-warmup/dyno-warmup.properties").text().lines().count() < 20);
  }

  @Test
  public void anUpgradeKeepsEditedSettings() {
    assertEquals("/etc/dyno-warmup/dyno-warmup.properties", control.get("conffiles").text().trim());
  }

  @Test
  public void theScriptsOfThePackageAreExecutableAndParse() throws Exception {
    for (String script : new String[] {"postinst", "prerm", "postrm"}) {
      assertEquals(script, EXECUTABLE, control.get(script).mode() & EXECUTABLE);
      assertParses(script, control.get(script).bytes());
    }
    assertParses("dyno-warmup", data.get("usr/bin/dyno-warmup").bytes());
  }

  private static void assertParses(String name, byte[] script) throws Exception {
    Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
    shell.getOutputStream().write(script);
    shell.getOutputStream().close();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(name + ": " + said, 0, shell.waitFor());
  }

  @Test
  public void theLauncherPrintsNothingElseIfTheArchiveOfClassesDoesNotFit() throws Exception {
    try (TempDir dir = TempDir.create("launcher")) {
      Path jar = Files.copy(JAR, dir.file("dyno-warmup.jar"));
      Path archive = dir.file("classes.jsa");
      String script =
          data.get("usr/bin/dyno-warmup")
              .text()
              .replace("/usr/share/dyno-warmup/dyno-warmup.jar", jar.toString())
              .replace("/var/cache/dyno-warmup", dir.path().toString());
      List<String> launcher = List.of("sh", dir.write("dyno-warmup", script).toString());
      String version = said(launcher);
      assertTrue(version, version.startsWith("dyno-warmup "));
      said(JavaCommand.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar.toString()));
      assertTrue(Files.size(archive) > 0);
      Path java = Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
      dir.write("java", java + "\n");
      assertEquals(version, said(launcher));
      Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
      assertEquals("of another jar", version, said(launcher));
      Files.writeString(archive, "of another version");
      assertEquals("of another version", version, said(launcher));
      dir.write("java", "/another/java\n");
      assertEquals("of another Java", version, said(launcher));
    }
  }

  /** Returns all that a program prints when it is asked for its version. */
  private static String said(List<String> program) throws Exception {
    List<String> command = new ArrayList<>(program);
    command.add("--version");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_OPTS");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(said, 0, process.waitFor());
    return said;
  }

  @Test
  public void itNeedsJavaAndAdduser() {
    String text = control.get("control").text();
    assertTrue(text, text.contains("Package: dyno-warmup\n"));
    assertTrue(text, text.contains("Architecture: all\n"));
    assertTrue(text, text.contains("Depends: adduser, default-jre-headless | java8-runtime"));
  }
}
