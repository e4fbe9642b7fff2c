// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file beside the state file that holds what a transfer has noted, and of which source, local
 * Redis and Dynomite that was: its length, all of it, a CRC-32. A damaged one is reported and
 * counts as none.
 */
public final class CheckpointFile {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final int MAGIC = 0x44574231;
  private static final long MOST_BYTES = 16 * 1024 * 1024;

  /** A name has 253 characters at most, then comes the port. */
  private static final int LONGEST_SOURCE = 300;

  private final Path path;
  private Endpoint source;
  private byte[] left;
  private boolean interrupted;
  private boolean said;

  public CheckpointFile(Path stateFile) {
    this.path = beside(stateFile);
  }

  static Path beside(Path stateFile) {
    return stateFile.resolveSibling(stateFile.getFileName() + ".cursor");
  }

  /** Of what a note is. Immutable. */
  public static final class Facts {
    /** Dynomite tells its uptime in whole seconds. */
    private static final long TOLERANCE_MILLIS = 1_500;

    private final Endpoint source;
    private final String redisRunId;
    private final long dynomiteBornEpochMillis;

    public Facts(Endpoint source, String redisRunId, long dynomiteBornEpochMillis) {
      this.source = source;
      this.redisRunId = redisRunId;
      this.dynomiteBornEpochMillis = dynomiteBornEpochMillis;
    }

    /** Why this is not what was noted; empty when it is. */
    private String differenceTo(Facts noted) {
      if (!source.equals(noted.source)) {
        return "it was of " + noted.source;
      }
      if (redisRunId.isEmpty() || !redisRunId.equals(noted.redisRunId)) {
        return "the local Redis was restarted";
      }
      return Math.abs(dynomiteBornEpochMillis - noted.dynomiteBornEpochMillis) < TOLERANCE_MILLIS
          ? ""
          : "Dynomite was restarted";
    }
  }

  /** A run was killed; whether what it noted still holds is told by {@link #adopt}. */
  public void interrupted() {
    interrupted = true;
  }

  public boolean wasInterrupted() {
    return interrupted;
  }

  /**
   * What was noted may be read.
   *
   * @param now what is found
   * @return why not; empty when it may
   */
  public String adopt(Facts now) {
    if (!Files.exists(path)) {
      return "nothing was noted";
    }
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      return adopt(now, Files.readAllBytes(path));
    } catch (IOException e) {
      LOG.warn("{} cannot be read and counts as none: {}", path, IoErrors.of(e));
      return path + " is damaged (" + e.getMessage() + ")";
    }
  }

  private String adopt(Facts now, byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    if (in.readInt() != MAGIC) {
      throw new IOException("it begins with something else");
    }
    long crc = in.readLong();
    byte[] body = new byte[in.available()];
    in.readFully(body);
    if (crc != crc(body)) {
      throw new IOException("its check sum is not that of its content");
    }
    DataInputStream fields = new DataInputStream(new ByteArrayInputStream(body));
    Facts noted = new Facts(source(fields.readUTF()), fields.readUTF(), fields.readLong());
    String difference = now.differenceTo(noted);
    if (difference.isEmpty()) {
      left = new byte[fields.available()];
      fields.readFully(left);
      source = noted.source;
    }
    return difference;
  }

  /** Whether a comparison with that source can be gone on with. */
  public boolean isOf(Endpoint peer) {
    return left != null && peer.equals(source);
  }

  /** What it holds instead of one is nothing to be shown. */
  private static Endpoint source(String text) throws IOException {
    try {
      if (text.length() <= LONGEST_SOURCE) {
        return Endpoint.parse(text);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("it names no source", e);
    }
    throw new IOException("it names no source");
  }

  /** The transfer from that source begins: what is of another one does not hold. */
  public void beginWith(Endpoint peer) {
    if (!isOf(peer)) {
      drop();
    }
  }

  public Optional<byte[]> take() {
    byte[] note = left;
    left = null;
    return Optional.ofNullable(note);
  }

  public void keep(Facts facts, byte[] note) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(body);
      fields.writeUTF(facts.source.toString());
      fields.writeUTF(facts.redisRunId);
      fields.writeLong(facts.dynomiteBornEpochMillis);
      fields.write(note);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(file);
      out.writeInt(MAGIC);
      out.writeLong(crc(body.toByteArray()));
      body.writeTo(out);
      AtomicFile.write(path, file.toByteArray());
    } catch (IOException e) {
      if (!said) {
        LOG.warn(
            "{} cannot be written: {}; after a crash the run starts over", path, IoErrors.of(e));
      }
      said = true;
    }
  }

  public void drop() {
    left = null;
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", path, IoErrors.of(e));
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
