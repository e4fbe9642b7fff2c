// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.ManifestChunk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file that lists the stored chunks, each with the position of its end in the names of its
 * slice. A line that a killed process has not finished does not count. Thread-safe.
 */
final class Journal implements Closeable {
  private static final String CHUNK = "chunk ";
  private static final String DONE = "done ";
  private static final int FIELDS = 4;

  private final Path file;
  private final FileChannel channel;
  private final List<ManifestChunk> chunks = new ArrayList<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private final Map<Integer, Integer> sequences = new HashMap<>();
  private final Set<Integer> done = new HashSet<>();
  private long keys;
  private long leftOut;

  private Journal(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.US_ASCII);
    int sound = text.lastIndexOf('\n') + 1;
    try {
      for (String line : text.substring(0, sound).split("\n")) {
        if (!line.isEmpty()) {
          apply(line);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged; remove its directory to begin again", e);
    }
    channel.truncate(sound);
    channel.position(sound);
  }

  static Journal open(Path file) {
    try {
      return new Journal(file);
    } catch (IOException e) {
      throw WorkFiles.failed("read", file, e);
    }
  }

  private void apply(String line) {
    if (line.startsWith(DONE)) {
      String[] parts = line.split(" ", -1);
      done.add(Integer.parseInt(parts[1]));
      leftOut += Long.parseLong(parts[2]);
      return;
    }
    String[] parts = line.split(" ", FIELDS + 1);
    if (!line.startsWith(CHUNK) || parts.length != FIELDS + 1) {
      throw new IllegalArgumentException(line);
    }
    ManifestChunk chunk = ManifestChunk.parse(parts[FIELDS]);
    chunks.add(chunk);
    positions.put(chunk.slice(), Long.parseLong(parts[1]));
    sequences.put(chunk.slice(), chunk.sequence() + 1);
    keys += Long.parseLong(parts[2]);
    leftOut += Long.parseLong(parts[3]);
  }

  /** Records a chunk that was stored. */
  synchronized void stored(ManifestChunk chunk, long position, long keysOfIt, long leftOutOfIt) {
    add(CHUNK + position + " " + keysOfIt + " " + leftOutOfIt + " " + chunk);
    flush();
  }

  /**
   * Records that all chunks of a slice were stored, and what was left out after the last one. It is
   * not flushed to the disk: without it, the rest of the slice is read again.
   */
  synchronized void done(int slice, long leftOutOfIt) {
    add(DONE + slice + " " + leftOutOfIt);
  }

  private void add(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw WorkFiles.failed("write", file, e);
    }
    apply(line);
  }

  private void flush() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw WorkFiles.failed("write", file, e);
    }
  }

  synchronized boolean isDone(int slice) {
    return done.contains(slice);
  }

  /** Returns the position in the names of a slice after the last chunk that was stored. */
  synchronized long position(int slice) {
    return positions.getOrDefault(slice, 0L);
  }

  /** Returns the number of the next chunk of a slice. */
  synchronized int sequence(int slice) {
    return sequences.getOrDefault(slice, 0);
  }

  synchronized long keys() {
    return keys;
  }

  synchronized long leftOut() {
    return leftOut;
  }

  /** Returns all chunks, ordered by slice and sequence. */
  synchronized List<ManifestChunk> chunks() {
    List<ManifestChunk> sorted = new ArrayList<>(chunks);
    sorted.sort(
        Comparator.comparingInt(ManifestChunk::slice).thenComparingInt(ManifestChunk::sequence));
    return sorted;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
