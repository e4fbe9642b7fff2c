// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import org.junit.Test;

/** Checks that the table of settings in conf/README.md equals the generated one. */
public class SettingsPageTest {
  private static final String BEGIN = "<!-- settings:begin -->\n";
  private static final String END = "<!-- settings:end -->";

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| Key | Default | Allowed | Meaning |\n|---|---|---|---|\n");
    for (WarmupKey key : WarmupKey.values()) {
      String standard =
          key.standard().isEmpty() ? key.standardInWords() : "`" + key.standard() + "`";
      table.append(
          String.format(
              "| `%s` | %s | %s | %s |\n", key.key(), standard, key.range(), key.description()));
    }
    return table.toString();
  }

  @Test
  public void theTableOfSettingsIsUpToDate() {
    String page = ProjectFiles.text("conf/README.md");
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertTrue("conf/README.md lacks " + BEGIN + END, begin >= 0 && end > begin);
    if (!table().equals(page.substring(begin + BEGIN.length(), end))) {
      fail(
          "conf/README.md, between " + BEGIN.trim() + " and " + END + ", should be:\n\n" + table());
    }
  }
}
