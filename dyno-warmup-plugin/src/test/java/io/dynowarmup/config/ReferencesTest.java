// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import com.netflix.archaius.api.Config;
import com.netflix.archaius.commons.CommonsToConfig;
import java.io.StringReader;
import java.util.Optional;
import org.apache.commons.configuration.ConfigurationException;
import org.apache.commons.configuration.PropertiesConfiguration;
import org.junit.Test;

/** Checks {@code ${env:NAME}} in files, and the shell's own references in commands. */
public class ReferencesTest {
  private static final String NOT_SET = "DYNO_WARMUP_TEST_NOT_SET";

  private static Config file(String... lines) {
    try {
      PropertiesConfiguration file = new PropertiesConfiguration();
      file.setDelimiterParsingDisabled(true);
      file.load(new StringReader(Layers.PREFIX + String.join("\n" + Layers.PREFIX, lines)));
      return new Layers().and("f", new CommonsToConfig(file)).config();
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String startCommand(Config config) {
    return WarmupConfig.from(config).dynomiteCommands().start();
  }

  @Test
  public void aSystemPropertyIsPutIn() {
    Config config = file("state.file=${sys:user.home}/node.state");
    assertEquals(
        System.getProperty("user.home") + "/node.state",
        WarmupConfig.from(config).stateFile().get().toString());
  }

  @Test
  public void aVariableThatIsNotSetIsWrongAndNotItsName() {
    assertEquals(
        Layers.PREFIX + "rack (from f) refers to ${env:" + NOT_SET + "}, which is not set",
        Layers.complaint(file("rack=${env:" + NOT_SET + "}")).getMessage());
  }

  @Test
  public void aPasswordFromAVariableThatIsNotSetIsWrongAndNotTheNameOfTheVariable() {
    String message =
        Layers.complaint(file("redis.password=hunter22${env:" + NOT_SET + "}")).getMessage();
    assertEquals(
        Layers.PREFIX
            + "redis.password (from f) refers to ${env:"
            + NOT_SET
            + "}, which is not set",
        message);
    assertFalse(message, message.contains("hunter22"));
  }

  @Test
  public void itIsWrongInEveryKindOfLayer() {
    for (String kind : new String[] {"env", "sys", "const"}) {
      String reference = "${" + kind + ":" + NOT_SET + "}";
      assertEquals(
          Layers.PREFIX
              + "dynomite.start.command (from "
              + Layers.FILE
              + ") refers to "
              + reference
              + ", which is not set",
          Layers.complaint(Layers.file("dynomite.start.command", "start " + reference))
              .getMessage());
    }
  }

  @Test
  public void theShellsDefaultsAreLeftToTheShell() {
    for (String operator : new String[] {":-", ":+", ":=", ":?"}) {
      String command = "start ${DYNOMITE_OPTS" + operator + "-d} $HOME";
      assertEquals(command, startCommand(file("dynomite.start.command=" + command)));
    }
  }

  @Test
  public void aVariableOfTheShellIsLeftToTheShell() {
    assertEquals(
        "start ${" + NOT_SET + "}",
        startCommand(file("dynomite.start.command=start ${" + NOT_SET + "}")));
  }

  @Test
  public void aKeyOfTheFileIsPutIntoACommand() {
    String key = Layers.PREFIX + "dynomite.yml";
    assertEquals(
        "dynomite -c /d.yml ${X:-y}",
        startCommand(
            file(
                "dynomite.yml=/d.yml",
                "dynomite.start.command=dynomite -c ${" + key + "} ${X:-y}")));
  }

  @Test
  public void archaiusOwnDefaultsStillCountElsewhere() {
    assertEquals(
        Optional.of("r1"), WarmupConfig.from(file("rack=${my.rack:r1}")).topology().rack());
  }
}
