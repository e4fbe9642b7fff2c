package io.dynowarmup.standalone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CommandProcessTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  @Test
  public void theStopCommandHasEndedWhenStopReturns() {
    new CommandProcess("", "echo \"a b\" > '" + path("stopped") + "'").stop();
    assertTrue(Files.exists(path("stopped")));
  }

  @Test
  public void aStopCommandThatFailsIsNotTheEnd() {
    new CommandProcess("", "exit 3").stop();
  }

  @Test
  public void withoutAStopCommandNothingIsStopped() {
    new CommandProcess("x", "").stop();
  }

  @Test(timeout = 20_000)
  public void theStartCommandIsNotWaitedFor() throws Exception {
    Path go = path("go");
    Path done = path("done");
    new CommandProcess("until [ -e '" + go + "' ]; do sleep 0.05; done; touch '" + done + "'", "")
        .start();
    assertFalse(Files.exists(done));
    Files.createFile(go);
    while (!Files.exists(done)) {
      Thread.yield();
    }
    assertEquals(2, folder.getRoot().list().length);
  }
}
