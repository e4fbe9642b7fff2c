// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.file.AtomicFile;
import io.dynowarmup.file.IoErrors;
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
 * The file beside the state file that holds the checkpoint of a transfer. It also holds the source,
 * the local Redis and the Dynomite to which the checkpoint applies.
 *
 * <p>The file consists of a magic number, a CRC-32 of the body and the body. A damaged file is
 * logged and treated as absent.
 */
public final class CheckpointFile {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final int MAGIC = 0x44574231;
  private static final long MOST_BYTES = 16 * 1024 * 1024;

  /** A host name has at most 253 characters, followed by the port. */
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

  /** Holds the facts to which a checkpoint applies. Immutable. */
  public static final class Facts {
    /** Tolerance for Dynomite's uptime, which is in whole seconds. */
    private static final long TOLERANCE_MILLIS = 1_500;

    private final Endpoint source;
    private final String redisRunId;
    private final long dynomiteBornEpochMillis;

    public Facts(Endpoint source, String redisRunId, long dynomiteBornEpochMillis) {
      this.source = source;
      this.redisRunId = redisRunId;
      this.dynomiteBornEpochMillis = dynomiteBornEpochMillis;
    }

    /** Returns why these facts differ from the recorded ones; empty if they match. */
    private Optional<String> differenceTo(Facts noted) {
      if (!source.equals(noted.source)) {
        return Optional.of("its source was " + noted.source);
      }
      if (redisRunId.isEmpty() || !redisRunId.equals(noted.redisRunId)) {
        return Optional.of("the local Redis was restarted");
      }
      return Math.abs(dynomiteBornEpochMillis - noted.dynomiteBornEpochMillis) < TOLERANCE_MILLIS
          ? Optional.empty()
          : Optional.of("Dynomite was restarted");
    }
  }

  /** Records that a run was killed. {@link #adopt} decides whether its checkpoint still applies. */
  public void interrupted() {
    interrupted = true;
  }

  public boolean wasInterrupted() {
    return interrupted;
  }

  /**
   * Reads the checkpoint if it still applies.
   *
   * @param now facts found now
   * @return why it does not apply; empty if it does
   */
  public Optional<String> adopt(Facts now) {
    if (!Files.exists(path)) {
      return Optional.of("no checkpoint was written");
    }
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      return adopt(now, Files.readAllBytes(path));
    } catch (IOException e) {
      LOG.warn("Checkpoint {} cannot be read and is ignored: {}", path, IoErrors.of(e));
      return Optional.of(path + " is damaged (" + e.getMessage() + ")");
    }
  }

  private Optional<String> adopt(Facts now, byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    if (in.readInt() != MAGIC) {
      throw new IOException("it does not begin as a checkpoint does");
    }
    long crc = in.readLong();
    byte[] body = new byte[in.available()];
    in.readFully(body);
    if (crc != crc(body)) {
      throw new IOException("its checksum does not match its content");
    }
    DataInputStream fields = new DataInputStream(new ByteArrayInputStream(body));
    Facts noted = new Facts(source(fields.readUTF()), fields.readUTF(), fields.readLong());
    Optional<String> difference = now.differenceTo(noted);
    if (!difference.isPresent()) {
      left = new byte[fields.available()];
      fields.readFully(left);
      source = noted.source;
    }
    return difference;
  }

  /** Returns whether a comparison with this source can be resumed. */
  public boolean isOf(Endpoint peer) {
    return left != null && peer.equals(source);
  }

  /** Parses the source. The text is not part of the error: a damaged file may hold anything. */
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

  /** Begins a transfer from this source. Drops the checkpoint of any other source. */
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
            "Checkpoint {} cannot be written: {}; after a crash the run starts over",
            path,
            IoErrors.of(e));
      }
      said = true;
    }
  }

  public void drop() {
    left = null;
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("Checkpoint {} cannot be deleted: {}", path, IoErrors.of(e));
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
