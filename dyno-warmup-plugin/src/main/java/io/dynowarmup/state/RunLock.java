// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.file.AtomicFile;
import io.dynowarmup.file.IoErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents two processes (a daemon and a manual {@code run}) from warming the same node at the same
 * time.
 */
public final class RunLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private final FileChannel channel;
  private final Optional<String> problem;

  private RunLock(FileChannel channel, Optional<String> problem) {
    this.channel = channel;
    this.problem = problem;
  }

  static Path beside(Path stateFile) {
    return Paths.get(stateFile + ".lock");
  }

  /** Returns why nothing is locked, as a sentence; empty if the lock is held. */
  public Optional<String> problem() {
    return problem;
  }

  /**
   * Takes the lock, or returns one with a {@link #problem()} if the lock file cannot be written.
   *
   * @throws WarmupException ALREADY_RUNNING if another process, or this one, holds the lock
   */
  public static RunLock take(Path stateFile) {
    Path path = beside(stateFile);
    FileChannel channel = null;
    try {
      Files.createDirectories(AtomicFile.directoryOf(path));
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw taken(path);
      }
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      throw taken(path);
    } catch (IOException e) {
      closeQuietly(channel);
      return new RunLock(
          null,
          Optional.of(
              "the state file "
                  + stateFile
                  + " cannot be written: "
                  + IoErrors.of(e)
                  + ". A run that is killed is not remembered, and a second process may warm this"
                  + " node at the same time; set state.file to a path that this user can write"));
    }
    return new RunLock(channel, Optional.empty());
  }

  private static WarmupException taken(Path path) {
    return new WarmupException(
        Reason.ALREADY_RUNNING, "another process is warming this node up: it holds " + path);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("Cannot close a lock file", e);
    }
  }

  /**
   * Releases the lock with the channel. The file stays, because removing it would race with the
   * next process.
   */
  @Override
  public void close() {
    closeQuietly(channel);
  }
}
