// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Chunks and manifests for tests. */
final class Samples {
  static final DumpIdentity DUMP =
      new DumpIdentity.Builder()
          .id("20261129T064500Z-node1")
          .cluster("dyn_o_mite")
          .node("dc1/rack1/123")
          .hash("murmur")
          .hashTag("{}")
          .slices(256)
          .redisVersion("7.0.15")
          .runId("0123456789abcdef")
          .startedMillis(1_700_000_000_000L)
          .build();

  static final ChunkHeader HEADER = ChunkHeader.of(DUMP, 17, 0);

  private Samples() {}

  /** Returns records of all kinds. */
  static List<ChunkRecord> records(int count, int mostBytes) {
    Random random = new Random(count);
    List<ChunkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      byte[] value = new byte[random.nextInt(mostBytes + 1)];
      random.nextBytes(i % 2 == 0 ? value : Arrays.copyOf(value, 0));
      byte[] key = ("key:" + i + "\u0000\u00ff").getBytes(StandardCharsets.ISO_8859_1);
      long expiry = i % 3 == 0 ? ChunkRecord.NEVER : 1_700_000_000_000L + i;
      records.add(
          new ChunkRecord(
              kind,
              i % 5 == 0 ? 65_535 : i % 16,
              key,
              expiry,
              kind == Kind.PIECE ? piece() : value));
    }
    return records;
  }

  private static byte[] piece() {
    return new Piece("zset", 3, false, Arrays.asList(new byte[] {1, 2}, new byte[0])).bytes();
  }

  static byte[] chunk(List<ChunkRecord> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, records);
    return out.toByteArray();
  }

  /** Writes a chunk and returns its name. */
  static String write(ByteArrayOutputStream out, List<ChunkRecord> records) throws IOException {
    ChunkWriter writer = new ChunkWriter(out, HEADER);
    for (ChunkRecord record : records) {
      writer.add(record);
    }
    return Layout.chunk(HEADER, writer.finish());
  }

  static Manifest manifest() {
    List<ManifestChunk> chunks = new ArrayList<>();
    for (int slice = 0; slice < 3; slice++) {
      ChunkHeader header = ChunkHeader.of(DUMP, slice, 0);
      chunks.add(ManifestChunk.of(slice, 0, 10, 1_000, Layout.chunk(header, "00ff")));
    }
    return new Manifest.Builder()
        .dump(DUMP)
        .ranges(HashRanges.parse("0-99999999"))
        .endedMillis(DUMP.startedMillis() + 60_000)
        .replid("abc")
        .offsetBefore(1)
        .offsetAfter(2)
        .keys(30)
        .leftOut(0)
        .trial("")
        .chunks(chunks)
        .build();
  }
}
