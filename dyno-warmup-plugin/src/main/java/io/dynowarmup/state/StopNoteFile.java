// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.file.AtomicFile;
import io.dynowarmup.file.IoErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file beside the state file that holds the note of a planned stop. It consists of a magic
 * number, a CRC-32 of the body and the body, and is written completely or not at all.
 *
 * <p>Once the note is used, the file holds the relay instead to which the local Redis is attached,
 * until the run ends.
 */
public final class StopNoteFile {
  private static final Logger LOG = LoggerFactory.getLogger(StopNoteFile.class);
  private static final int MAGIC = 0x44575331;
  private static final int RELAY = 0x44575231;
  private static final int WHY_NONE = 0x44574e31;
  private static final int LONGEST_WHY = 2_000;
  private static final String DAMAGED = "the note of the stop is damaged";
  private static final long MOST_BYTES = 64 * 1024 * 1024;

  private final Path path;
  private final String node;

  public StopNoteFile(Path stateFile, NodeIdentity node) {
    this.path = stateFile.resolveSibling(stateFile.getFileName() + ".stop");
    this.node = node.text();
  }

  public Path path() {
    return path;
  }

  /** Returns whether there is a file, whatever it holds. */
  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Reads the note.
   *
   * @throws IOException with a sentence if there is none, or it is damaged or of another node
   */
  public StopNote read() throws IOException {
    try {
      return parsed(body(MAGIC));
    } catch (EOFException | IllegalArgumentException e) {
      throw new IOException(DAMAGED, e);
    }
  }

  /** Returns the relay to which a run has attached the local Redis; empty if there is none. */
  public Optional<Endpoint> relay() {
    try {
      return exists() ? Optional.of(Endpoint.parse(body(RELAY).readUTF())) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private DataInputStream body(int magic) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException("the note of the stop is larger than " + MOST_BYTES + " bytes");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(path)));
    int found = in.readInt();
    if (found != magic && found != WHY_NONE) {
      throw new IOException(DAMAGED + ", or was used");
    }
    long crc = in.readLong();
    byte[] body = new byte[in.available()];
    in.readFully(body);
    if (crc != crc(body)) {
      throw new IOException(DAMAGED + ": its checksum does not match");
    }
    DataInputStream fields = new DataInputStream(new ByteArrayInputStream(body));
    if (found == WHY_NONE) {
      throw new IOException(fields.readUTF());
    }
    return fields;
  }

  private StopNote parsed(DataInputStream fields) throws IOException {
    String owner = fields.readUTF();
    boolean ours =
        NodeIdentity.parse(owner)
            .flatMap(o -> NodeIdentity.parse(node).filter(o::isSameNode))
            .isPresent();
    if (!ours) {
      throw new IOException("the note of the stop belongs to another node: " + owner);
    }
    StopNote.Builder note =
        new StopNote.Builder()
            .source(Endpoint.parse(fields.readUTF()))
            .replid(fields.readUTF())
            .offset(fields.readLong())
            .redisRunId(fields.readUTF())
            .keys(fields.readLong())
            .expires(fields.readLong())
            .epochMillis(fields.readLong())
            .token(fields.readUTF());
    List<byte[]> keys = new ArrayList<>();
    for (int i = fields.readInt(); i > 0; i--) {
      byte[] key = new byte[fields.readInt()];
      fields.readFully(key);
      keys.add(key);
    }
    return note.doubtful(keys).build();
  }

  /**
   * Writes the note.
   *
   * @throws IOException if it cannot be written
   */
  public void write(StopNote note) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(body);
    fields.writeUTF(node);
    fields.writeUTF(note.source().toString());
    fields.writeUTF(note.replid());
    fields.writeLong(note.offset());
    fields.writeUTF(note.redisRunId());
    fields.writeLong(note.keys());
    fields.writeLong(note.expires());
    fields.writeLong(note.epochMillis());
    fields.writeUTF(note.token());
    fields.writeInt(note.doubtful().size());
    for (byte[] key : note.doubtful()) {
      fields.writeInt(key.length);
      fields.write(key);
    }
    write(MAGIC, body);
  }

  /**
   * Records a stop that could note nothing.
   *
   * @param why the reason, a sentence
   * @throws IOException if the file cannot be written
   */
  public void writeNone(String why) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new DataOutputStream(body).writeUTF(why.substring(0, Math.min(why.length(), LONGEST_WHY)));
    write(WHY_NONE, body);
  }

  /** Returns whether the node was stopped as planned, and no run has begun since. */
  public boolean isPending() {
    return exists() && !relay().isPresent();
  }

  /**
   * Replaces the note, which is used now, by the relay.
   *
   * @throws IOException if the file cannot be written
   */
  public void use(Endpoint relay) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new DataOutputStream(body).writeUTF(relay.toString());
    write(RELAY, body);
  }

  private void write(int magic, ByteArrayOutputStream body) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(magic);
    out.writeLong(crc(body.toByteArray()));
    body.writeTo(out);
    AtomicFile.write(path, file.toByteArray());
  }

  /** Deletes the file. */
  public void drop() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("The note of the stop {} cannot be deleted: {}", path, IoErrors.of(e));
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
