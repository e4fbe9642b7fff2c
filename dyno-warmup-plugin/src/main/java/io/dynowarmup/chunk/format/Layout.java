// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.util.Locale;

/** The names of objects in a store. */
public final class Layout {
  /** Begins the names of all manifests, which sort by time. */
  public static final String MANIFESTS = "manifests/";

  /** Begins the names of the chunks of all dumps. */
  public static final String CHUNKS = "chunks/";

  private static final String MANIFEST = ".manifest";

  private Layout() {}

  public static String manifest(String dumpId) {
    return MANIFESTS + dumpId + MANIFEST;
  }

  /** Returns the id of the dump whose manifest has this name; the name itself if it is none. */
  public static String dumpOfManifest(String name) {
    return name.startsWith(MANIFESTS) && name.endsWith(MANIFEST)
        ? name.substring(MANIFESTS.length(), name.length() - MANIFEST.length())
        : name;
  }

  /** Returns how the names of a dump's chunks begin. */
  public static String chunks(String dumpId) {
    return CHUNKS + dumpId + "/";
  }

  /**
   * Returns the name of a chunk.
   *
   * @param sha256 of its bytes, in hexadecimal
   */
  public static String chunk(ChunkHeader header, String sha256) {
    return String.format(
        Locale.ROOT,
        "%s%04d/%05d-%s",
        chunks(header.dump().id()),
        header.slice(),
        header.sequence(),
        sha256);
  }

  /** Returns the id of the dump to which a chunk of this name belongs; empty if it is none. */
  public static String dumpOfChunk(String name) {
    int end = name.indexOf('/', CHUNKS.length());
    return name.startsWith(CHUNKS) && end > 0 ? name.substring(CHUNKS.length(), end) : "";
  }

  /** Returns the SHA-256 that a chunk of this name has, in hexadecimal. */
  static String sha256(String name) {
    return name.substring(name.lastIndexOf('-') + 1);
  }
}
