// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.fuzz.Fuzz;
import io.dynowarmup.fuzz.Mutation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** Damaged chunks and manifests. */
public class ChunkFuzzTest {
  @Test
  public void aChunkIsReadOrRefused() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String name = Samples.write(out, Samples.records(200, 3_000));
    byte[] small = Samples.chunk(Samples.records(20, 100));
    Fuzz.run(
        "chunk",
        Mutation.ofBytes(Arrays.asList(small, out.toByteArray()), "DYNWCHNK", "B", "E"),
        (input, random) -> {
          ChunkReader reader = new ChunkReader(name, new ByteArrayInputStream(input));
          reader.header();
          reader.read(new Ignored());
        });
  }

  /** Damages the plain bytes of a block, which a checksum otherwise protects. */
  @Test
  public void recordsAreReadOrRefused() throws Exception {
    Fuzz.run(
        "records of a chunk",
        Mutation.ofBytes(Collections.singletonList(plain())),
        (input, random) -> readRecords(input));
  }

  private static byte[] plain() {
    List<ChunkRecord> records = Samples.records(50, 200);
    byte[] plain = new byte[(int) records.stream().mapToLong(Records::size).sum()];
    int at = 0;
    for (ChunkRecord record : records) {
      Records.write(record, plain, at);
      at += (int) Records.size(record);
    }
    return plain;
  }

  /** Damages the compressed bytes of a block, which a checksum otherwise protects. */
  @Test
  public void lz4IsExpandedOrRefused() throws Exception {
    byte[] plain = plain();
    byte[] stored = new byte[Lz4.most(plain.length)];
    int length = new Lz4().compress(plain, plain.length, stored);
    byte[] sound = Arrays.copyOf(stored, length);
    Fuzz.run(
        "LZ4 of a chunk",
        Mutation.ofBytes(Collections.singletonList(sound)),
        (input, random) ->
            expand(input, random.nextBoolean() ? plain.length : random.nextInt(64 * 1024 * 1024)));
  }

  private static void expand(byte[] input, int plain) {
    try {
      Lz4.expand(input, input.length, plain);
    } catch (IllegalArgumentException e) {
      // refused; the reader of the block reports it
    }
  }

  private static void readRecords(byte[] input) {
    try {
      for (ChunkRecord record : Records.read(input, input.length)) {
        if (record.kind() == ChunkRecord.Kind.PIECE) {
          Piece.of(record.value());
        }
      }
    } catch (IllegalArgumentException e) {
      // refused; the reader of the block reports it
    }
  }

  @Test
  public void aManifestIsReadOrRefused() throws Exception {
    byte[] sound = ManifestText.write(Samples.manifest());
    String name = Layout.manifest(Samples.DUMP.id());
    Fuzz.run(
        "manifest of chunks",
        Mutation.ofBytes(Collections.singletonList(sound), "chunk ", "sha256 ", "ranges="),
        (input, random) -> ManifestText.read(name, random.nextBoolean() ? input : summed(input)));
  }

  /** Gives a damaged manifest a checksum that is right. */
  private static byte[] summed(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    int last = text.lastIndexOf("\nsha256 ") + 1;
    String body = last > 0 ? text.substring(0, last) : text + "\n";
    String sum =
        ChunkWriter.hex(ChunkWriter.sha256().digest(body.getBytes(StandardCharsets.UTF_8)));
    return (body + "sha256 " + sum + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Takes everything. */
  private static final class Ignored implements ChunkReader.Sink {
    @Override
    public void records(List<ChunkRecord> records) {
      // what was read is compared elsewhere
    }

    @Override
    public void damaged(String what) {
      if (what.isEmpty() || what.length() > 5_000) {
        throw new AssertionError(what);
      }
    }
  }
}
