// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Test;

/** A manifest that is written and read, whole and damaged. */
public class ManifestTest {
  private static final String NAME = Layout.manifest(Samples.DUMP.id());

  @Test
  public void whatWasWrittenIsRead() {
    Manifest manifest = Samples.manifest();

    assertEquals(manifest, ManifestText.read(NAME, ManifestText.write(manifest)));
    assertEquals(3_000, manifest.bytes());
    assertEquals(30, manifest.records());
    assertEquals(Samples.DUMP.id(), Layout.dumpOfManifest(NAME));
    assertEquals(Samples.DUMP.id(), Layout.dumpOfChunk(manifest.chunks().get(0).name()));
  }

  @Test
  public void onlyTheChunksOfTheWantedHashesAreListed() {
    HashRanges second = new Slices(256).hashes(1);

    assertEquals(1, Samples.manifest().chunksOf(second).size());
    assertEquals(1, Samples.manifest().chunksOf(second).get(0).slice());
    assertEquals(3, Samples.manifest().chunksOf(HashRanges.ALL).size());
  }

  @Test
  public void eachByteThatChangesIsNoticed() {
    byte[] sound = ManifestText.write(Samples.manifest());
    for (int i = 0; i < sound.length; i++) {
      byte[] bytes = sound.clone();
      bytes[i] ^= 1;
      assertDamaged(bytes);
      assertDamaged(Arrays.copyOf(sound, i));
    }
  }

  private static void assertDamaged(byte[] bytes) {
    WarmupException e = assertThrows(WarmupException.class, () -> ManifestText.read(NAME, bytes));
    assertEquals(Reason.DAMAGED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().startsWith("manifest " + NAME + " cannot be used: "));
  }

  @Test
  public void aNewerVersionIsRefusedInOneSentence() {
    byte[] bytes = "dyno-warmup manifest 2\nnew".getBytes(StandardCharsets.UTF_8);

    WarmupException e = assertThrows(WarmupException.class, () -> ManifestText.read(NAME, bytes));

    assertTrue(
        e.getMessage(),
        e.getMessage().endsWith("reads only 1; use the version that wrote it, or a newer one"));
  }

  @Test
  public void theManifestOfAnotherDumpIsRefused() {
    byte[] bytes = ManifestText.write(Samples.manifest());

    WarmupException e =
        assertThrows(
            WarmupException.class, () -> ManifestText.read(Layout.manifest("other"), bytes));

    assertTrue(e.getMessage(), e.getMessage().endsWith("it belongs to dump " + Samples.DUMP.id()));
  }

  @Test
  public void controlCharactersOfAClusterNameDoNotReachTheFile() {
    DumpIdentity odd =
        new DumpIdentity.Builder().from(Samples.DUMP).cluster("a\nchunk=1\u0000").build();
    Manifest manifest = new Manifest.Builder().from(Samples.manifest()).dump(odd).build();

    Manifest read = ManifestText.read(NAME, ManifestText.write(manifest));

    assertEquals("a?chunk=1?", read.dump().cluster());
  }
}
