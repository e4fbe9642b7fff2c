// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PasswordFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path written(String permissions, String text) throws IOException {
    Path path = folder.getRoot().toPath().resolve("passwords");
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    return path;
  }

  private static String complaint(Path path) {
    return assertThrows(WarmupException.class, () -> new PasswordFile(path).check()).getMessage();
  }

  @Test
  public void onlyTheRightPasswordOfAUserIsRight() throws Exception {
    PasswordFile file =
        new PasswordFile(written("rw-------", "# who\nada  p w\n\ngrace hopper\nnobody\n"));
    file.check();
    assertTrue(file.knows("ada", "p w"));
    assertTrue(file.knows("grace", "hopper"));
    for (String[] wrong :
        new String[][] {{"ada", ""}, {"ada", "p"}, {"linus", ""}, {"#", "who"}, {"nobody", ""}}) {
      assertFalse(String.join("/", wrong), file.knows(wrong[0], wrong[1]));
    }
  }

  @Test
  public void anEditCountsForTheNextLogin() throws Exception {
    PasswordFile file = new PasswordFile(written("rw-------", "ada old\n"));
    assertTrue(file.knows("ada", "old"));
    written("rw-------", "ada new\n");
    assertFalse(file.knows("ada", "old"));
    assertTrue(file.knows("ada", "new"));
  }

  @Test
  public void oneThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
    String message = complaint(written("rw-r-----", "ada secret\n"));
    assertTrue(message, message.contains("jmx.password.file=") && message.contains("chmod 600"));
    assertFalse(message, message.contains("secret"));
  }

  @Test
  public void aFileWithoutUsersOrThatIsMissingIsRefused() throws Exception {
    String message = complaint(written("rw-------", "# nobody yet\n"));
    assertTrue(message, message.contains("names no user"));
    message = complaint(folder.getRoot().toPath().resolve("gone"));
    assertTrue(message, message.contains("gone") && message.contains("cannot be read"));
  }
}
