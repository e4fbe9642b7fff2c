// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Writes one chunk to a stream. Needs about a megabyte, and the size of the largest record. */
public final class ChunkWriter {
  /** A block that shrinks to more than this part of it is stored as it is. */
  private static final double WORTH = 0.95;

  private final OutputStream out;
  private final MessageDigest sum = sha256();
  private final Lz4 lz4 = new Lz4();
  private byte[] block = new byte[Block.TARGET_BYTES];
  private byte[] packed = new byte[Lz4.most(Block.TARGET_BYTES)];
  private int sizeOfBlock;
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
    if (sizeOfBlock > 0 && sizeOfBlock + size > Block.TARGET_BYTES) {
      flush();
    }
    if (size > block.length) {
      block = new byte[(int) size];
    }
    Records.write(record, block, sizeOfBlock);
    sizeOfBlock += (int) size;
    recordsOfBlock++;
    records++;
  }

  private void flush() throws IOException {
    if (sizeOfBlock == 0) {
      return;
    }
    if (packed.length < Lz4.most(sizeOfBlock)) {
      packed = new byte[Lz4.most(sizeOfBlock)];
    }
    int shrunk = lz4.compress(block, sizeOfBlock, packed);
    boolean smaller = shrunk < WORTH * sizeOfBlock;
    byte[] stored = smaller ? packed : block;
    int length = smaller ? shrunk : sizeOfBlock;
    byte way = smaller ? Block.LZ4 : Block.PLAIN;
    put(Block.head(way, stored, length, sizeOfBlock, recordsOfBlock), Block.HEAD);
    put(stored, length);
    plainBytes += sizeOfBlock;
    recordsOfBlock = 0;
    sizeOfBlock = 0;
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
    return storedBytes + sizeOfBlock;
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
}
