// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Tests what the help of each command says. */
public class HelpTest {
  private static final int COLUMNS = 80;
  private static final List<String> PICOCLI = Arrays.asList("help", "generate-completion");

  private static List<CommandLine> ours() {
    List<CommandLine> all = new ArrayList<>(Main.commandLine().getSubcommands().values());
    all.removeIf(command -> PICOCLI.contains(command.getCommandName()));
    all.removeIf(command -> command.getCommandSpec().usageMessage().hidden());
    return all;
  }

  @Test
  public void eachCommandHasExitCodesAndExamplesInTheWidthOfATerminal() {
    for (CommandLine command : ours()) {
      String help = command.getUsageMessage(Ansi.OFF);
      assertTrue(help, help.contains("Exit codes:") && help.contains("Examples:"));
      for (String line : help.split("\\R")) {
        assertTrue(line, line.length() <= COLUMNS);
      }
    }
  }

  @Test
  public void noSentenceIsCut() {
    for (CommandLine command : ours()) {
      CommandSpec spec = command.getCommandSpec();
      List<String> texts = new ArrayList<>(Arrays.asList(spec.usageMessage().description()));
      for (OptionSpec option : spec.options()) {
        Collections.addAll(texts, option.description());
      }
      for (String text : texts) {
        assertTrue(spec.name() + ": " + text, text.endsWith("."));
      }
    }
  }

  @Test
  public void eachExampleIsACommandThatIsUnderstood() {
    int examples = 0;
    for (CommandLine command : ours()) {
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        String[] words = line.trim().split(" && ")[0].split(" ");
        assertEquals("dyno-warmup", words[0]);
        assertEquals(command.getCommandName(), words[1]);
        Main.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
        examples++;
      }
    }
    assertTrue(examples >= 2 * ours().size());
  }

  @Test
  public void eachExitCodeIsOneOfTheTable() {
    Set<String> known = new HashSet<>(Arrays.asList("130", "143"));
    for (ExitCode code : ExitCode.values()) {
      known.add(String.valueOf(code.code()));
    }
    for (CommandLine command : ours()) {
      for (String code : command.getCommandSpec().usageMessage().exitCodeList().keySet()) {
        assertTrue(code, known.contains(code.trim()));
      }
    }
  }
}
