// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.file.IoErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The operations on files that a store and a queue need, with errors in words. */
final class Folder {
  /** Begins the names of files that are no objects and no messages. */
  static final String HIDDEN = ".";

  /** Holds what is being written. */
  static final String DRAFTS = ".drafts";

  private Folder() {}

  static String uri(Path path) {
    return "file://" + path;
  }

  /** Returns the exception for a failed operation, such as "write". */
  static WarmupException failed(String operation, Path path, IOException e) {
    return new WarmupException(
        Reason.FILE, "cannot " + operation + " " + path + ": " + IoErrors.of(e), e);
  }

  static WarmupException missing(Path root) {
    return new WarmupException(Reason.NO_STORE, "there is no directory " + root);
  }

  /** Returns the directory of a file or directory that is not the root of all. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), () -> path + " is in no directory");
  }

  /** Creates a directory whose parent exists, unless it exists. */
  static void create(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(directory);
        sync(parent(directory.toAbsolutePath()));
      }
    } catch (NoSuchFileException e) {
      throw new WarmupException(
          Reason.NO_STORE,
          "there is no directory "
              + parent(directory)
              + "; only the last directory of a path is created here",
          e);
    } catch (IOException e) {
      if (!Files.isDirectory(directory)) {
        throw failed("create the directory", directory, e);
      }
    }
  }

  /**
   * Moves a file to a name that is free or may be replaced, and makes the move durable.
   *
   * @throws NoSuchFileException if the file is gone, or the directory of the new name
   */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(parent(to));
  }

  /** Writes the entries of a directory to stable storage. */
  static void sync(Path directory) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      // not every operating system opens a directory; such a one needs no fsync of it
      return;
    }
    try {
      channel.force(true);
    } finally {
      channel.close();
    }
  }

  /** Removes a directory; one that holds something stays. */
  static void removeIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // files of another program, or of NFS, which removes an open file later
      return;
    }
  }

  /** Returns the names of the visible files of a directory, sorted; empty if it does not exist. */
  static List<String> names(Path directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(HIDDEN)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return Collections.emptyList();
    } catch (DirectoryIteratorException e) {
      throw failed("list", directory, e.getCause());
    } catch (IOException e) {
      throw failed("list", directory, e);
    }
    Collections.sort(names);
    return names;
  }
}
