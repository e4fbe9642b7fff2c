// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.cli.exit.HelpText;
import io.dynowarmup.cli.jar.VersionOfJar;
import io.dynowarmup.cli.option.NodeOptions;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.json.JsonText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the settings in force. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = VersionOfJar.class,
    description = {
      "Shows each setting and where its value comes from, and warns of unknown keys.",
      "The settings are those that 'run' and 'daemon' read with these options. A value that only dynomite.yml "
          + "supplies is shown with its default. Passwords are not shown."
    },
    exitCodeListHeading = HelpText.CODES,
    exitCodeList = {HelpText.DONE, HelpText.USAGE, HelpText.SETTINGS},
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  dyno-warmup config --conf /etc/dyno-warmup/dyno-warmup.properties",
      "  dyno-warmup config -D poll.msec=300 --json"
    })
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeOptions node = new NodeOptions();

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  @Override
  public Integer call() {
    Logging.configure(node.verbose() ? "DEBUG" : "WARN", node.verbose());
    WarmupConfig config = node.config().read();
    PrintWriter warnings = spec.commandLine().getErr();
    config.warnings().forEach(warning -> warnings.println("warning: " + warning));
    warnings.flush();
    List<EffectiveSetting> settings = config.settings();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Object> all = new ArrayList<>();
      settings.forEach(s -> all.add(fields(s)));
      out.println(JsonText.of(all));
    } else {
      settings.forEach(out::println);
    }
    out.flush();
    return ExitCode.WARMED.code();
  }

  private static Map<String, Object> fields(EffectiveSetting s) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", s.name());
    fields.put("value", s.value());
    fields.put("origin", s.origin());
    return fields;
  }
}
