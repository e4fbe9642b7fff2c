// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.ObjectNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is written beside the objects, and becomes one by a rename. */
final class FileDraft extends Draft {
  private static final Logger LOG = LoggerFactory.getLogger(FileDraft.class);

  /** How often the directory of an object is created again after others removed it. */
  private static final int MOST_TRIES = 20;

  private final Path root;
  private final Path file;
  private final FileChannel channel;

  /** Creates the file. The root exists. */
  FileDraft(Path root) {
    this.root = root;
    Path drafts = root.resolve(Folder.DRAFTS);
    Folder.create(drafts);
    this.file = drafts.resolve(UUID.randomUUID() + ".tmp");
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Folder.failed("create", file, e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void commit(String name) {
    place(name, Folder::move);
  }

  /** Uses a hard link, because a rename silently replaces a file. */
  @Override
  public boolean commitIfAbsent(String name) {
    return place(
        name,
        (from, to) -> {
          Files.createLink(to, from);
          Folder.sync(Folder.parent(to));
        });
  }

  private boolean place(String name, Placing placing) {
    Path to = root.resolve(ObjectNames.check(name));
    try {
      channel.force(true);
      channel.close();
      for (int tries = 1; ; tries++) {
        try {
          Files.createDirectories(Folder.parent(to));
          placing.place(file, to);
          return true;
        } catch (NoSuchFileException e) {
          // delete() removes empty directories
          if (tries == MOST_TRIES || !Files.exists(file)) {
            throw e;
          }
        }
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(to)) {
        throw Folder.failed("write", to, e);
      }
      return false;
    } catch (UnsupportedOperationException e) {
      throw new WarmupException(
          Reason.FILE, "the file system of " + root + " has no hard links, which are needed", e);
    } catch (IOException e) {
      throw Folder.failed("write", to, e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("Cannot remove the draft {}", file, e);
    }
  }

  /** Gives the draft its name. */
  private interface Placing {
    void place(Path from, Path to) throws IOException;
  }
}
