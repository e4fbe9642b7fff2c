// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Deflater;

/** Writes one chunk to a stream. Needs about a megabyte, and the size of the largest record. */
public final class ChunkWriter implements AutoCloseable {
  /** What shrinks by less than this is stored as it is, because DEFLATE is slow then. */
  private static final double WORTH = 0.95;

  private static final int TRIAL_BYTES = 8 * 1024;

  private final OutputStream out;
  private final MessageDigest sum = sha256();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(Block.TARGET_BYTES);
  private byte[] packed = new byte[Block.TARGET_BYTES];
  private int recordsOfBlock;
  private long records;
  private long plainBytes;
  private long storedBytes;

  /** Creates a writer, and writes the header. The caller closes the stream. */
  public ChunkWriter(OutputStream out, ChunkHeader header) throws IOException {
    this.out = out;
    byte[] text = header.text().getBytes(StandardCharsets.UTF_8);
    ByteBuffer begin = ByteBuffer.allocate(Block.MAGIC.length + 2 + 4 + text.length + 4);
    begin.put(Block.MAGIC).putShort(Block.VERSION).putInt(text.length).put(text);
    begin.putInt(Block.crc(begin.array(), 0, begin.position()));
    put(begin.array(), begin.capacity());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      hex.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return hex.toString();
  }

  /** Returns whether a record is small enough. */
  public static boolean fits(ChunkRecord record) {
    return Records.size(record) <= Block.MOST_BYTES;
  }

  /**
   * Adds a record.
   *
   * @throws WarmupException DOES_NOT_FIT if it does not {@link #fits fit}
   */
  public void add(ChunkRecord record) throws IOException {
    long size = Records.size(record);
    if (size > Block.MOST_BYTES) {
      throw new WarmupException(
          Reason.DOES_NOT_FIT,
          "a record has " + size + " bytes; a chunk takes at most " + Block.MOST_BYTES);
    }
    if (block.size() > 0 && block.size() + size > Block.TARGET_BYTES) {
      flush();
    }
    Records.write(record, block);
    recordsOfBlock++;
    records++;
  }

  private void flush() throws IOException {
    if (block.size() == 0) {
      return;
    }
    byte[] plain = block.toByteArray();
    int length = isWorthIt(plain) ? deflate(plain) : plain.length;
    boolean smaller = length < plain.length;
    byte[] stored = smaller ? packed : plain;
    length = smaller ? length : plain.length;
    byte way = smaller ? Block.DEFLATE : Block.PLAIN;
    put(Block.head(way, stored, length, plain.length, recordsOfBlock), Block.HEAD);
    put(stored, length);
    plainBytes += plain.length;
    recordsOfBlock = 0;
    block.reset();
  }

  /** Tries the middle of the block, where no header of it begins. */
  private boolean isWorthIt(byte[] plain) {
    int trial = Math.min(TRIAL_BYTES, plain.length);
    deflater.reset();
    deflater.setInput(plain, (plain.length - trial) / 2, trial);
    deflater.finish();
    return deflater.deflate(packed, 0, packed.length) < WORTH * trial;
  }

  /** Returns the number of bytes in {@link #packed}, or of the input if it does not shrink. */
  private int deflate(byte[] plain) {
    if (packed.length < plain.length) {
      packed = new byte[plain.length];
    }
    deflater.reset();
    deflater.setInput(plain);
    deflater.finish();
    int length = deflater.deflate(packed, 0, plain.length);
    return deflater.finished() ? length : plain.length;
  }

  private void put(byte[] bytes, int length) throws IOException {
    sum.update(bytes, 0, length);
    out.write(bytes, 0, length);
    storedBytes += length;
  }

  /** Returns the number of records so far. */
  public long records() {
    return records;
  }

  /** Returns about how many bytes the chunk has so far. */
  public long bytes() {
    return storedBytes + block.size();
  }

  /**
   * Writes the end.
   *
   * @return the SHA-256 of all bytes, in hexadecimal
   */
  public String finish() throws IOException {
    flush();
    put(Block.tail(records, plainBytes), Block.TAIL);
    return hex(sum.digest());
  }

  /** Releases memory. Does not close the stream. */
  @Override
  public void close() {
    deflater.end();
  }
}
