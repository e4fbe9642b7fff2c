// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** A chunk that is written and read, whole and damaged. */
public class ChunkTest {
  /** What a reader got. */
  private static final class Got implements ChunkReader.Sink {
    private final List<ChunkRecord> records = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();

    @Override
    public void records(List<ChunkRecord> some) {
      records.addAll(some);
    }

    @Override
    public void damaged(String what) {
      damages.add(what);
    }
  }

  private static Got read(String name, byte[] bytes) throws IOException {
    ChunkReader reader = new ChunkReader(name, new ByteArrayInputStream(bytes));
    assertEquals(Samples.HEADER, reader.header());
    Got got = new Got();
    long good = reader.read(got);
    assertEquals(got.records.size(), good);
    return got;
  }

  private static void assertSame(List<ChunkRecord> expected, List<ChunkRecord> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      ChunkRecord a = expected.get(i);
      ChunkRecord b = actual.get(i);
      assertEquals(a.kind(), b.kind());
      assertEquals(a.database(), b.database());
      assertEquals(a.expiryMillis(), b.expiryMillis());
      assertArrayEquals(a.key(), b.key());
      assertArrayEquals(a.value(), b.value());
    }
  }

  @Test
  public void whatWasWrittenIsRead() throws IOException {
    for (int size : new int[] {0, 1, 10, 3_000}) {
      List<ChunkRecord> records = Samples.records(size, 1_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      String name = Samples.write(out, records);

      Got got = read(name, out.toByteArray());

      assertSame(records, got.records);
      assertEquals(Collections.emptyList(), got.damages);
    }
  }

  @Test
  public void whatShrinksIsCompressedAndNoiseIsNot() throws IOException {
    byte[] zeros = new byte[1_000_000];
    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);

    assertTrue(Samples.chunk(one(zeros)).length < 20_000);
    int size = Samples.chunk(one(noise)).length;
    assertTrue("" + size, size > noise.length && size < noise.length + 1_000);
  }

  private static List<ChunkRecord> one(byte[] value) {
    return Collections.singletonList(
        new ChunkRecord(Kind.STRING, 0, new byte[] {'k'}, ChunkRecord.NEVER, value));
  }

  @Test
  public void aRecordThatIsTooLargeIsRefused() throws IOException {
    ChunkRecord large = one(new byte[64 * 1024 * 1024]).get(0);
    ChunkWriter writer = new ChunkWriter(new ByteArrayOutputStream(), Samples.HEADER);
    assertFalse(ChunkWriter.fits(large));
    WarmupException e = assertThrows(WarmupException.class, () -> writer.add(large));
    assertEquals(Reason.DOES_NOT_FIT, e.reason());
  }

  @Test
  public void aDamagedBlockIsNamedAndTheOthersAreUsed() throws IOException {
    List<ChunkRecord> records = Samples.records(2_000, 1_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String name = Samples.write(out, records);
    byte[] bytes = out.toByteArray();
    bytes[bytes.length / 2] ^= 4;

    Got got = read(name, bytes);

    assertEquals(got.damages.toString(), 1, got.damages.size());
    assertTrue(
        got.damages.toString(), got.damages.get(0).matches(".*block \\d with \\d+ records.*"));
    assertTrue(got.damages.get(0), got.damages.get(0).contains(name));
    assertTrue(got.records.size() > 500 && got.records.size() < 2_000);
  }

  /** What is not compressed has no other checksum. */
  @Test
  public void noRecordOfADamagedBlockIsUsed() throws IOException {
    List<ChunkRecord> records = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      byte[] value = new byte[10_000];
      random.nextBytes(value);
      byte[] key = {(byte) i};
      records.add(new ChunkRecord(Kind.STRING, 0, key, ChunkRecord.NEVER, value));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String name = Samples.write(out, records);
    byte[] bytes = out.toByteArray();
    bytes[bytes.length / 2] ^= 4;

    Got got = read(name, bytes);

    assertTrue(got.damages.toString(), got.damages.get(0).contains("its checksum differs"));
    assertTrue(got.records.size() > 50 && got.records.size() < 100);
    for (ChunkRecord record : got.records) {
      assertArrayEquals(records.get(record.key()[0]).value(), record.value());
    }
  }

  @Test
  public void aBlockThatWasCutOutIsNoticedWhateverTheName() throws IOException {
    byte[] one = Samples.chunk(Samples.records(1, 10));
    byte[] none = Samples.chunk(Collections.emptyList());
    int header = none.length - Block.TAIL;
    byte[] cut = Arrays.copyOf(none, none.length);
    System.arraycopy(one, one.length - Block.TAIL, cut, header, Block.TAIL);
    String sum = ChunkWriter.hex(ChunkWriter.sha256().digest(cut));

    Got got = read(Layout.chunk(Samples.HEADER, sum), cut);

    assertTrue(got.damages.toString(), got.damages.get(0).endsWith("it has 0 of 1 records"));
  }

  @Test
  public void eachBitThatIsFlippedIsNoticed() throws IOException {
    List<ChunkRecord> records = Samples.records(4, 20);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String name = Samples.write(out, records);
    byte[] sound = out.toByteArray();
    for (int i = 0; i < 8 * sound.length; i++) {
      byte[] bytes = sound.clone();
      bytes[i / 8] ^= 1 << i % 8;
      assertNoticed("bit " + i, name, bytes);
    }
  }

  @Test
  public void aChunkThatEndsTooEarlyIsNoticed() throws IOException {
    List<ChunkRecord> records = Samples.records(300, 2_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String name = Samples.write(out, records);
    byte[] sound = out.toByteArray();
    for (int length = 0; length < sound.length; length += 1 + length / 50) {
      assertNoticed(length + " bytes", name, Arrays.copyOf(sound, length));
    }
    assertNoticed("more follows", name, Arrays.copyOf(sound, sound.length + 1));
  }

  private static void assertNoticed(String what, String name, byte[] bytes) throws IOException {
    Got got = new Got();
    try {
      ChunkReader reader = new ChunkReader(name, new ByteArrayInputStream(bytes));
      reader.header();
      reader.read(got);
    } catch (WarmupException e) {
      assertEquals(Reason.DAMAGED, e.reason());
      return;
    }
    assertFalse(what, got.damages.isEmpty());
  }

  @Test
  public void theChecksumInTheNameIsCompared() throws IOException {
    byte[] bytes = Samples.chunk(Samples.records(5, 10));

    Got got = read(Layout.chunk(Samples.HEADER, "00ff"), bytes);

    assertTrue(got.damages.toString(), got.damages.get(0).contains("SHA-256"));
  }

  @Test
  public void aNewerVersionIsRefusedInOneSentence() throws IOException {
    byte[] bytes = Samples.chunk(Samples.records(5, 10));
    bytes[9] = 2;

    WarmupException e =
        assertThrows(
            WarmupException.class,
            () -> new ChunkReader("a", new ByteArrayInputStream(bytes)).header());

    assertEquals(
        "chunk a cannot be used: it has the format 2, and this version of dyno-warmup reads only"
            + " 1; use the version that wrote it, or a newer one",
        e.getMessage());
  }

  @Test
  public void piecesAreReadAsTheyWereWritten() {
    Piece piece =
        Piece.of(new Piece("hash", 7, true, Arrays.asList(new byte[3], new byte[0])).bytes());

    assertEquals("hash", piece.type());
    assertEquals(7, piece.number());
    assertTrue(piece.last());
    assertEquals(2, piece.elements().size());
    assertEquals(3, piece.elements().get(0).length);
    for (byte[] bad :
        new byte[][] {
          {},
          {0},
          {0, 5, 'a'},
          {4, 0, 0, 0, 0, 0},
          {0, -1},
          {0, 0, -1, 0, 0, 9},
          {0, 0, 0, 0, 0, 0, 0}
        }) {
      assertThrows(IllegalArgumentException.class, () -> Piece.of(bad));
    }
  }
}
