// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.ObjectNames;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a directory: each object is a file. Files whose names begin with a dot are not. */
final class DirectoryStore implements ChunkStore {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryStore.class);

  /** A draft that was not written to for so long belongs to a process that was killed. */
  private static final long OLD_DRAFT_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final Path root;
  private final Ticker ticker;
  private final AtomicBoolean tidied = new AtomicBoolean();

  DirectoryStore(Path root, Ticker ticker) {
    this.root = root;
    this.ticker = ticker;
  }

  @Override
  public Draft draft() {
    Folder.create(root);
    if (tidied.compareAndSet(false, true)) {
      removeOldDrafts();
    }
    return new FileDraft(root);
  }

  private void removeOldDrafts() {
    Path drafts = root.resolve(Folder.DRAFTS);
    for (String name : Folder.names(drafts)) {
      Path draft = drafts.resolve(name);
      try {
        long age = ticker.epochMillis() - Files.getLastModifiedTime(draft).toMillis();
        if (age > OLD_DRAFT_MILLIS && Files.deleteIfExists(draft)) {
          LOG.info("Removed {}, which a killed process left", draft);
        }
      } catch (IOException e) {
        LOG.debug("Cannot remove the old draft {}", draft, e);
      }
    }
  }

  @Override
  public Optional<InputStream> open(String name) {
    checkRoot();
    Path file = root.resolve(ObjectNames.check(name));
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Folder.failed("read", file, e);
    }
  }

  @Override
  public List<StoredObject> list(String prefix) {
    checkRoot();
    int slash = ObjectNames.checkPrefix(prefix).lastIndexOf('/');
    Path from = slash < 0 ? root : root.resolve(prefix.substring(0, slash));
    List<StoredObject> found = new ArrayList<>();
    try {
      Files.walkFileTree(from, new Collector(prefix, found));
    } catch (IOException e) {
      throw Folder.failed("list", from, e);
    }
    found.sort(Comparator.comparing(StoredObject::name));
    return found;
  }

  @Override
  public boolean delete(String name) {
    checkRoot();
    Path file = root.resolve(ObjectNames.check(name));
    try {
      if (!Files.isRegularFile(file) || !Files.deleteIfExists(file)) {
        return false;
      }
      Folder.sync(Folder.parent(file));
    } catch (NoSuchFileException e) {
      LOG.debug("Another process removed {}", file);
    } catch (IOException e) {
      throw Folder.failed("delete", file, e);
    }
    removeEmptyDirectories(Folder.parent(file));
    return true;
  }

  private void removeEmptyDirectories(Path directory) {
    try {
      for (Path d = directory; !d.equals(root); d = Folder.parent(d)) {
        Files.deleteIfExists(d);
      }
    } catch (DirectoryNotEmptyException e) {
      LOG.trace("Other objects are in {}", directory);
    } catch (IOException e) {
      LOG.debug("Cannot remove the empty directory {}", directory, e);
    }
  }

  private void checkRoot() {
    if (!Files.isDirectory(root)) {
      throw Folder.missing(root);
    }
  }

  @Override
  public void close() {
    // nothing is held between two calls
  }

  @Override
  public String toString() {
    return Folder.uri(root);
  }

  /** Collects the objects whose names begin with a prefix. */
  private final class Collector extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<StoredObject> found;

    Collector(String prefix, List<StoredObject> found) {
      this.prefix = prefix;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.equals(root) || !isHidden(directory)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (attributes.isRegularFile() && !isHidden(file) && name.startsWith(prefix)) {
        long stored = attributes.lastModifiedTime().toMillis();
        found.add(StoredObject.of(name, attributes.size(), stored));
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(Folder.HIDDEN);
    }

    /** A file that another process removed meanwhile is no object any more. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      if (e == null || e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
