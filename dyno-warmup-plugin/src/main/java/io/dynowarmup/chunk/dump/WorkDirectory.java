// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The state of one dump in local files: its first manifest, the names of the keys, and the journal
 * of the stored chunks. Only one process at a time uses it.
 */
final class WorkDirectory implements AutoCloseable {
  private static final String BEGUN = "begun";
  private static final String SOURCE = "source";
  private static final String NAMED = "names.complete";
  private static final String JOURNAL = "journal";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private WorkDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens the directory and locks it.
   *
   * @throws WarmupException ALREADY_RUNNING if another process uses it
   */
  static WorkDirectory open(Path path) {
    WorkFiles.create(path);
    Path file = path.resolveSibling(path.getFileName() + "." + LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new WarmupException(
            Reason.ALREADY_RUNNING, "another dump of this node is in progress: it holds " + file);
      }
      return new WorkDirectory(path, channel);
    } catch (IOException e) {
      throw WorkFiles.failed("lock", file, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Returns the dump that was begun here and has not ended; empty if there is none.
   *
   * @param store the URI of its store
   */
  Optional<Manifest> begun(String store) {
    Path file = path.resolve(BEGUN);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      int id = text.indexOf('\n', end + 1);
      if (end < 0 || id < 0 || !text.substring(0, end).equals(store)) {
        return Optional.empty();
      }
      byte[] rest = text.substring(id + 1).getBytes(StandardCharsets.UTF_8);
      return Optional.of(ManifestText.read(Layout.manifest(text.substring(end + 1, id)), rest));
    } catch (IOException e) {
      throw WorkFiles.failed("read", file, e);
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the dump that was begun here is of the same data. */
  boolean isOf(SourceMark mark) {
    return Files.exists(path.resolve(SOURCE)) && text(SOURCE).equals(mark.toString());
  }

  private String text(String name) {
    Path file = path.resolve(name);
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw WorkFiles.failed("read", file, e);
    }
  }

  /** Forgets a dump that was begun here, and begins this one. */
  void begin(String store, Manifest manifest, SourceMark mark) {
    WorkFiles.clear(path);
    byte[] source = mark.toString().getBytes(StandardCharsets.UTF_8);
    WorkFiles.write(path.resolve(SOURCE), source);
    String head = store + "\n" + manifest.dump().id() + "\n";
    String text = head + new String(ManifestText.write(manifest), StandardCharsets.UTF_8);
    WorkFiles.write(path.resolve(BEGUN), text.getBytes(StandardCharsets.UTF_8));
  }

  Path path() {
    return path;
  }

  /** Returns whether all names are in their files. */
  boolean isNamed() {
    return Files.exists(path.resolve(NAMED));
  }

  /**
   * Records that all names are in their files.
   *
   * @param leftOut number of keys whose names cannot be in a dump
   */
  void named(long leftOut) {
    byte[] text = Long.toString(leftOut).getBytes(StandardCharsets.US_ASCII);
    WorkFiles.write(path.resolve(NAMED), text);
  }

  /** Returns the number of keys whose names cannot be in a dump. */
  long leftOut() {
    String text = text(NAMED);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  Journal journal() {
    return Journal.open(path.resolve(JOURNAL));
  }

  /** Removes all files, because the dump has ended. */
  void clear() {
    WorkFiles.clear(path);
    WorkFiles.remove(path);
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw WorkFiles.failed("unlock", path, e);
    }
  }
}
