package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two processes (a daemon and a {@code run} by hand) from warming the same node at the same
 * time.
 */
final class RunLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws WarmupException ALREADY_RUNNING
   */
  static RunLock take(Path stateFile) {
    Path path = Paths.get(stateFile + ".lock");
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
      LOG.warn(
          "{} cannot be locked, so two warm-ups at a time are possible: {}", path, e.toString());
      return new RunLock(null);
    }
    return new RunLock(channel);
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
      LOG.debug("closing a lock file", e);
    }
  }

  /**
   * The lock goes with the channel; the file stays, since removing it would race with the next one.
   */
  @Override
  public void close() {
    closeQuietly(channel);
  }
}
