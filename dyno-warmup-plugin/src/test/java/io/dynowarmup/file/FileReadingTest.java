// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.file;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.time.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileReadingTest {
  private static final int MOST_BYTES = 20_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ManualTime time = new ManualTime();
  private Path path;

  @Before
  public void aPath() {
    path = folder.getRoot().toPath().resolve("file");
  }

  private void write(String text, long ageMillis) throws IOException {
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(path, FileTime.fromMillis(time.epochMillis() - ageMillis));
  }

  private FileReading look() {
    return FileReading.at(path, MOST_BYTES);
  }

  @Test
  public void readsTheBytesAndTheAge() throws IOException {
    write("a\n", 70);
    FileReading look = look();
    assertNull(look.failure());
    assertEquals("a\n", new String(look.bytes(), StandardCharsets.UTF_8));
    assertTrue(look.endsInNewline());
    assertEquals(70, look.ageMillis(time));
    assertFalse(look.isMissing());
  }

  @Test
  public void theAgeIsNeverNegative() throws IOException {
    write("a", -5_000);
    assertEquals(0, look().ageMillis(time));
    assertFalse(look().endsInNewline());
  }

  @Test
  public void anEmptyFileDoesNotEndInANewline() throws IOException {
    write("", 0);
    assertNull(look().failure());
    assertFalse(look().endsInNewline());
  }

  @Test
  public void readsAFileOfTheMaximumSizeAndRefusesALargerOne() throws IOException {
    write(new String(new char[MOST_BYTES]), 0);
    assertEquals(MOST_BYTES, look().bytes().length);
    write(new String(new char[MOST_BYTES + 1]), 0);
    assertEquals("it is larger than 20000 bytes", look().failure().getMessage());
    assertFalse(look().isMissing());
    assertEquals(0, look().bytes().length);
  }

  @Test
  public void aMissingFileIsDistinguishedFromAnUnreadableOne() throws IOException {
    assertTrue(look().isMissing());
    assertEquals("it may be written at any moment", 0, look().ageMillis(time));
    Files.createDirectory(path);
    assertNotNull(look().failure());
    assertFalse(look().isMissing());
  }

  @Test
  public void noticesEachKindOfChange() throws IOException {
    FileReading missing = look();
    assertTrue(missing.sameFile(look()));

    write("a", 100);
    FileReading first = look();
    assertFalse(first.sameFile(missing));
    assertTrue(first.sameFile(look()));

    write("b", 50);
    FileReading later = look();
    assertFalse("another time", first.sameFile(later));

    write("bb", 50);
    FileReading longer = look();
    assertFalse("another size", later.sameFile(longer));

    Path other = Files.write(path.resolveSibling("other"), longer.bytes());
    Files.setLastModifiedTime(other, FileTime.fromMillis(time.epochMillis() - 50));
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    assertFalse("another file", longer.sameFile(look()));
  }
}
