// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a manifest as text, and reads it. */
public final class ManifestText {
  /** The largest manifest that is read, in bytes: enough for 100,000 chunks. */
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final String FIRST = "dyno-warmup manifest ";
  private static final String VERSION = "1";
  private static final String CHUNK = "chunk ";
  private static final String SUM = "sha256 ";

  private ManifestText() {}

  /** Returns the bytes of a manifest. */
  public static byte[] write(Manifest manifest) {
    Fields fields = new Fields();
    manifest.dump().write(fields);
    fields
        .put("ranges", manifest.ranges())
        .put("ended", manifest.endedMillis())
        .put("replid", manifest.replid())
        .put("offset.before", manifest.offsetBefore())
        .put("offset.after", manifest.offsetAfter())
        .put("keys", manifest.keys())
        .put("left.out", manifest.leftOut())
        .put("trial", manifest.trial());
    StringBuilder text = new StringBuilder(FIRST + VERSION + "\n" + fields);
    manifest.chunks().forEach(chunk -> text.append(CHUNK).append(chunk).append('\n'));
    return (text + SUM + sum(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String sum(String text) {
    return ChunkWriter.hex(ChunkWriter.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a manifest.
   *
   * @param name the name of the object, for the message
   * @throws WarmupException DAMAGED if the bytes are no manifest, damaged, or of a newer version
   */
  public static Manifest read(String name, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    if (!first.startsWith(FIRST)) {
      throw refused(name, "it is not a manifest of dyno-warmup");
    }
    if (!first.equals(FIRST + VERSION)) {
      throw refused(
          name,
          "it has the format "
              + Fields.shown(first.substring(FIRST.length()))
              + ", and this version of dyno-warmup reads only "
              + VERSION
              + "; use the version that wrote it, or a newer one");
    }
    int last = text.lastIndexOf("\n" + SUM) + 1;
    if (last <= 0 || !text.substring(last).equals(SUM + sum(text.substring(0, last)) + "\n")) {
      throw refused(name, "it is not complete, or damaged");
    }
    try {
      Manifest manifest = parse(text.substring(end + 1, last));
      if (!name.equals(Layout.manifest(manifest.dump().id()))) {
        throw refused(name, "it belongs to dump " + manifest.dump().id());
      }
      return manifest;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(name, e.getMessage());
    }
  }

  private static Manifest parse(String body) {
    Fields fields = new Fields();
    List<ManifestChunk> chunks = new ArrayList<>();
    for (String line : body.split("\n")) {
      if (line.startsWith(CHUNK)) {
        chunks.add(ManifestChunk.parse(line.substring(CHUNK.length())));
      } else {
        fields.parse(line);
      }
    }
    DumpIdentity dump = DumpIdentity.read(fields);
    String own = Layout.chunks(dump.id());
    for (ManifestChunk chunk : chunks) {
      if (!chunk.name().startsWith(own) || chunk.slice() > dump.slices()) {
        throw new IllegalArgumentException(
            "'" + Fields.shown(chunk.toString()) + "' is not a chunk of this dump");
      }
    }
    return new Manifest.Builder()
        .dump(dump)
        .ranges(HashRanges.parse(fields.text("ranges")))
        .endedMillis(fields.number("ended"))
        .replid(fields.text("replid"))
        .offsetBefore(fields.number("offset.before"))
        .offsetAfter(fields.number("offset.after"))
        .keys(fields.number("keys"))
        .leftOut(fields.number("left.out"))
        .trial(fields.text("trial"))
        .chunks(chunks)
        .build();
  }

  private static WarmupException refused(String name, String why) {
    return new WarmupException(Reason.DAMAGED, "manifest " + name + " cannot be used: " + why);
  }
}
