// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one chunk. A damaged block is skipped and reported; the other blocks are used. What a block
 * contains is passed on only after its checksum was compared.
 */
public final class ChunkReader {
  /** Receives what a chunk contains. */
  public interface Sink {
    /** Takes the records of one block. */
    void records(List<ChunkRecord> records);

    /** Takes a sentence about a part of the chunk that is lost. */
    void damaged(String what);
  }

  private static final int BUFFER = 64 * 1024;

  private final String name;
  private final DataInputStream in;
  private final MessageDigest sum = ChunkWriter.sha256();
  private final BlockBytes blocks = new BlockBytes();
  private ChunkHeader header;
  private long records;
  private long good;
  private long plainBytes;
  private int block;

  /**
   * Creates a reader. The caller closes the stream.
   *
   * @param name the name of the object, which ends in its SHA-256
   */
  public ChunkReader(String name, InputStream stream) {
    this.name = name;
    this.in =
        new DataInputStream(new DigestInputStream(new BufferedInputStream(stream, BUFFER), sum));
  }

  /**
   * Reads the header; call it first.
   *
   * @throws WarmupException DAMAGED if it is damaged or of a newer version
   * @throws IOException if the store cannot be read
   */
  public ChunkHeader header() throws IOException {
    try {
      byte[] begin = new byte[Block.MAGIC.length + 2 + 4];
      in.readFully(begin);
      ByteBuffer head = ByteBuffer.wrap(begin);
      byte[] magic = new byte[Block.MAGIC.length];
      head.get(magic);
      if (!Arrays.equals(magic, Block.MAGIC)) {
        throw damaged("it is not a chunk of dyno-warmup");
      }
      checkVersion(head.getShort());
      int length = head.getInt();
      if (length < 0 || length > Block.MOST_HEADER) {
        throw damaged("its header is damaged");
      }
      byte[] rest = new byte[length + Integer.BYTES];
      in.readFully(rest);
      byte[] all = Arrays.copyOf(begin, begin.length + length);
      System.arraycopy(rest, 0, all, begin.length, length);
      int crc = ByteBuffer.wrap(rest).getInt(length);
      if (Block.crc(all, 0, all.length) != crc) {
        throw damaged("its header is damaged");
      }
      header = ChunkHeader.parse(new String(rest, 0, length, StandardCharsets.UTF_8));
      return header;
    } catch (EOFException e) {
      throw damaged("it ends in its header");
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw damaged("its header is damaged: " + e.getMessage());
    }
  }

  private void checkVersion(short version) {
    if (version != Block.VERSION) {
      throw damaged(
          "it has the format "
              + (version & 0xffff)
              + ", and this version of dyno-warmup reads only "
              + Block.VERSION
              + "; use the version that wrote it, or a newer one");
    }
  }

  private WarmupException damaged(String why) {
    return new WarmupException(Reason.DAMAGED, "chunk " + name + " cannot be used: " + why);
  }

  /**
   * Reads all blocks after the header.
   *
   * @return the number of records that were passed on
   * @throws IOException if the store cannot be read
   */
  public long read(Sink sink) throws IOException {
    while (next(sink)) {
      // a block was passed on
    }
    return good;
  }

  /**
   * Reads the next block after the header.
   *
   * @return false at the end
   * @throws IOException if the store cannot be read
   */
  public boolean next(Sink sink) throws IOException {
    Consumer<String> lost = what -> sink.damaged("chunk " + name + ": " + what);
    try {
      int marker = in.read();
      if (marker == Block.BLOCK) {
        List<ChunkRecord> some = blocks.next(lost);
        good += some.size();
        if (!some.isEmpty()) {
          sink.records(some);
        }
        return true;
      }
      end(marker, lost);
    } catch (EOFException e) {
      lost.accept("it ends in block " + block);
    } catch (BadHead e) {
      lost.accept("all from block " + block + " on is lost: " + e.getMessage());
    }
    return false;
  }

  private void end(int marker, Consumer<String> lost) throws IOException {
    if (marker < 0) {
      lost.accept("it ends after block " + block);
      return;
    }
    ByteBuffer tail = ByteBuffer.allocate(Block.TAIL);
    tail.put((byte) marker);
    in.readFully(tail.array(), 1, Block.TAIL - 1);
    int crc = tail.getInt(Block.TAIL - Integer.BYTES);
    boolean sound = marker == Block.END && Block.crc(tail.array(), 0, Block.TAIL - 4) == crc;
    if (!sound) {
      throw new BadHead("what follows is not a block");
    }
    long wanted = tail.getLong(1);
    if (wanted != records || tail.getLong(1 + Long.BYTES) != plainBytes) {
      lost.accept("it has " + records + " of " + wanted + " records");
    } else if (in.read() >= 0) {
      lost.accept("more follows after its end");
    } else if (good == records && !ChunkWriter.hex(sum.digest()).equals(Layout.sha256(name))) {
      lost.accept("its SHA-256 is not the one in its name");
    }
  }

  /** Signals that the length of what follows is unknown. */
  private static final class BadHead extends IOException {
    private static final long serialVersionUID = 1L;

    BadHead(String message) {
      super(message);
    }
  }

  /** Reads block after block, into the same memory. */
  private final class BlockBytes {
    private byte[] stored = new byte[0];

    List<ChunkRecord> next(Consumer<String> lost) throws IOException {
      block++;
      byte[] head = new byte[Block.HEAD];
      head[0] = Block.BLOCK;
      in.readFully(head, 1, Block.HEAD - 1);
      ByteBuffer fields = ByteBuffer.wrap(head);
      if (Block.crc(head, 0, Block.HEAD - 4) != fields.getInt(Block.HEAD - 4)) {
        throw new BadHead("the head of the block is damaged");
      }
      byte way = head[1];
      int length = fields.getInt(2);
      int plain = fields.getInt(6);
      int count = fields.getInt(10);
      boolean known = way == Block.PLAIN || way == Block.LZ4;
      if (!known || !isSize(length) || !isSize(plain) || count < 0) {
        throw new BadHead("the head of the block is not valid");
      }
      read(length);
      records += count;
      plainBytes += plain;
      if (Block.crc(stored, 0, length) != fields.getInt(14)) {
        return lost(lost, count, "its checksum differs");
      }
      try {
        List<ChunkRecord> some =
            way == Block.PLAIN
                ? Records.read(stored, length)
                : Records.read(Lz4.expand(stored, length, plain), plain);
        return some.size() == count ? some : lost(lost, count, "it has another number of records");
      } catch (IllegalArgumentException e) {
        return lost(lost, count, e.getMessage());
      }
    }

    private boolean isSize(int bytes) {
      return bytes >= 0 && bytes <= Block.MOST_BYTES;
    }

    private List<ChunkRecord> lost(Consumer<String> lost, int count, String why) {
      lost.accept("block " + block + " with " + count + " records is lost: " + why);
      return Collections.emptyList();
    }

    /** Takes memory as the bytes arrive, because a wrong length must not take any. */
    private void read(int length) throws IOException {
      if (length > stored.length) {
        ByteArrayOutputStream grown = new ByteArrayOutputStream(Math.min(length, BUFFER));
        byte[] buffer = new byte[BUFFER];
        for (int left = length; left > 0; ) {
          int n = in.read(buffer, 0, Math.min(left, BUFFER));
          if (n < 0) {
            throw new EOFException();
          }
          grown.write(buffer, 0, n);
          left -= n;
        }
        stored = grown.toByteArray();
      } else {
        in.readFully(stored, 0, length);
      }
    }
  }
}
