// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.QueueLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that makes a directory a queue, and holds the limits of the queue. */
final class LimitsFile {
  static final String NAME = "queue";
  private static final Pattern FORMAT =
      Pattern.compile(
          "visibility\\.millis=(\\d{1,15})\n"
              + "receives=(\\d{1,9})\n"
              + "(?:owner=([A-Za-z0-9-]{1,100})\n"
              + ")?");

  private LimitsFile() {}

  /** Writes the file, unless there is one. */
  static void write(Path root, QueueLimits limits, String owner) {
    String text =
        "visibility.millis="
            + limits.visibilityMillis()
            + "\nreceives="
            + limits.mostReceives()
            + "\nowner="
            + owner;
    try (Draft draft = new FileDraft(root)) {
      draft.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
      draft.commitIfAbsent(NAME);
    } catch (IOException e) {
      throw Folder.failed("write", root.resolve(NAME), e);
    }
  }

  /** Returns the limits; empty if there is no queue. */
  static Optional<QueueLimits> read(Path root) {
    return matched(root)
        .map(m -> QueueLimits.of(Long.parseLong(m.group(1)), Integer.parseInt(m.group(2))));
  }

  /** Returns who created the queue; empty if there is no queue, or no mark. */
  static Optional<String> owner(Path root) {
    return matched(root).map(m -> m.group(3));
  }

  private static Optional<Matcher> matched(Path root) {
    Path file = root.resolve(NAME);
    try {
      Matcher m = FORMAT.matcher(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
      if (!m.matches() || Long.parseLong(m.group(1)) < 1 || Integer.parseInt(m.group(2)) < 1) {
        throw new WarmupException(Reason.DAMAGED, file + " is damaged; create the queue again");
      }
      return Optional.of(m);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Folder.failed("read", file, e);
    }
  }
}
