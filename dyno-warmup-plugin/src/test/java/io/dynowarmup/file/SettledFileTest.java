// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.file;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SettledFileTest {
  private static final String WHOLE = "listen: 1\nservers: 2\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ManualTime time = new ManualTime();
  private Path path;

  /** A format in which a text is complete if it ends in "2\n". */
  private static final class Lines implements SettledFile.Format<String> {
    @Override
    public String parse(byte[] bytes) {
      if (bytes.length == 0) {
        throw new WarmupException(Reason.FILE, "it is empty");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isComplete(String content) {
      return content.endsWith("2\n");
    }
  }

  @Before
  public void aPath() {
    path = folder.getRoot().toPath().resolve("file");
  }

  private void write(String text) {
    try {
      Files.write(path, text.getBytes(StandardCharsets.UTF_8));
      Files.setLastModifiedTime(path, FileTime.fromMillis(time.epochMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read() throws IOException {
    return new SettledFile(time, time, SettledFile.LIMIT_MILLIS).read(path, 1_000, new Lines());
  }

  @Test
  public void aFileThatWasLeftAloneIsReadAtOnce() throws IOException {
    write(WHOLE);
    time.advance(SettledFile.QUIET_MILLIS);
    assertEquals(WHOLE, read());
    assertEquals(0, time.pauses());
  }

  @Test
  public void aFileThatIsEmptyForAMomentIsReadAgain() throws IOException {
    write("");
    time.after(28, () -> write(WHOLE));
    assertEquals(WHOLE, read());
    assertTrue(time.elapsedMillis() + " ms", time.elapsedMillis() < 100);
  }

  @Test
  public void aFileWhoseRestIsLateIsReadAgain() throws IOException {
    for (String half : new String[] {"listen: 1\nserv", "listen: 1\n"}) {
      write(half);
      time.after(700, () -> write(WHOLE));
      assertEquals(WHOLE, read());
    }
  }

  @Test
  public void aFileThatIsWrittenPieceByPieceIsReadWhenItIsWhole() throws IOException {
    write("a: 2\n");
    time.after(20, () -> write("a: 2\nb: 2\n"));
    time.after(40, () -> write("a: 2\nb: 2\nc: 2\n"));
    assertEquals("a: 2\nb: 2\nc: 2\n", read());
  }

  @Test
  public void aFileThatStaysIncompleteIsTakenAsItIsAfterASecond() throws IOException {
    write("listen: 1");
    assertEquals("listen: 1", read());
    assertEquals(SettledFile.INCOMPLETE_MILLIS, time.elapsedMillis(), 10);
    long before = time.elapsedMillis();
    assertEquals("listen: 1", read());
    assertEquals("an old one is not waited for", before, time.elapsedMillis());
  }

  @Test
  public void aFileThatStaysEmptyIsRefused() {
    write("");
    WarmupException e = assertThrows(WarmupException.class, this::read);
    assertEquals("it is empty", e.getMessage());
    assertEquals(SettledFile.LIMIT_MILLIS, time.elapsedMillis(), 10);
  }

  @Test
  public void aFileThatIsReplacedIsWaitedFor() throws IOException {
    time.after(20, () -> write(WHOLE));
    assertEquals(WHOLE, read());
  }

  @Test
  public void aFileThatIsMissingIsNotWaitedForLong() {
    assertThrows(NoSuchFileException.class, this::read);
    assertEquals(SettledFile.QUIET_MILLIS, time.elapsedMillis(), 10);
  }

  @Test
  public void aTimeInTheFutureEndsAfterThePauseToo() throws IOException {
    write(WHOLE);
    Files.setLastModifiedTime(path, FileTime.fromMillis(time.epochMillis() + 3_600_000));
    assertEquals(WHOLE, read());
    assertEquals(SettledFile.QUIET_MILLIS, time.elapsedMillis(), 10);
  }

  @Test
  public void aFileThatIsWrittenToAllTheTimeIsTakenAfterTheLimit() throws IOException {
    write(WHOLE);
    for (int i = 10; i <= 10_000; i += 10) {
      time.after(i, () -> write(WHOLE));
    }
    assertEquals(WHOLE, read());
    assertEquals(SettledFile.LIMIT_MILLIS, time.elapsedMillis(), 10);
  }
}
