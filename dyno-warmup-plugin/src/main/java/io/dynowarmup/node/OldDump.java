// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.DiskSettings;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a dump that a Redis without persistence would load at its next start: the dump of a full
 * sync, or an older one. Changes nothing.
 */
public final class OldDump {
  private static final Logger LOG = LoggerFactory.getLogger(OldDump.class);

  private final RedisNode redis;
  private final RedisInfo info;

  /**
   * @param info INFO of this Redis
   */
  public OldDump(RedisNode redis, RedisInfo info) {
    this.redis = redis;
    this.info = info;
  }

  /**
   * Checks at the end of a run.
   *
   * @param synced whether the run has replicated
   * @param deleted whether the run made Redis delete the dump of the sync
   * @return a sentence; empty if there is no such dump
   */
  public Optional<String> after(boolean synced, boolean deleted) {
    return asking(disk -> left(disk, synced, deleted || disk.deletesSyncDump()));
  }

  /**
   * Predicts the result of {@link #after}.
   *
   * @param willSync whether the run is going to replicate
   * @return a sentence; empty if there will be no such dump
   */
  public Optional<String> before(boolean willSync) {
    return asking(
        disk -> {
          if (!willSync || !disk.savesNothing()) {
            return left(disk, willSync, true);
          }
          return disk.canDeleteSyncDump() ? Optional.empty() : Optional.of(kept(disk));
        });
  }

  private interface Question {
    Optional<String> about(DiskSettings disk);
  }

  private Optional<String> asking(Question question) {
    try {
      return question.about(DiskSettings.of(redis, info));
    } catch (WarmupException e) {
      LOG.debug("Cannot read the disk settings of {}", redis.endpoint(), e);
      return Optional.empty();
    }
  }

  private Optional<String> left(DiskSettings disk, boolean synced, boolean deleted) {
    if (!disk.refusal().isEmpty()) {
      return synced ? Optional.of(unknown(disk)) : Optional.empty();
    }
    if (!disk.savesNothing()) {
      return Optional.empty();
    }
    try {
      Path dir = Paths.get(disk.dir());
      Path dump = dir.resolve(disk.dumpFile());
      if (OwnMachine.has(redis.endpoint().host())) {
        if (Files.isRegularFile(dump)) {
          return Optional.of(there(dump));
        }
        if (Files.isDirectory(dir) && Files.notExists(dump)) {
          return Optional.empty();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("Cannot read {}/{}", disk.dir(), disk.dumpFile(), e);
    }
    return synced && !deleted ? Optional.of(kept(disk)) : Optional.empty();
  }

  private static String there(Path dump) throws IOException {
    return "Redis keeps nothing on disk, but it would load "
        + dump
        + " of "
        + Files.getLastModifiedTime(dump).toInstant().truncatedTo(ChronoUnit.SECONDS)
        + " at its next start and serve old data: remove the file";
  }

  private static String kept(DiskSettings disk) {
    return "Redis keeps nothing on disk, but it does not delete the dump of a full sync ("
        + DiskSettings.DELETES_SYNC_DUMP
        + "): it would load "
        + disk.dir()
        + "/"
        + disk.dumpFile()
        + " at its next start and serve old data: remove the file after the warm-up";
  }

  private static String unknown(DiskSettings disk) {
    return "It is not known whether Redis saves to disk ("
        + disk.refusal()
        + "). If it does not, its next start loads the dump of this warm-up (dir, dbfilename) and"
        + " serves old data: remove the file after the warm-up";
  }
}
