// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.file;

import io.dynowarmup.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** One reading of a file: its bytes, its modification time, and the identity of the file. */
final class FileReading {
  private final byte[] bytes;
  private final IOException failure;
  private final String fingerprint;
  private final long modifiedEpochMillis;

  private FileReading(
      byte[] bytes, IOException failure, String fingerprint, long modifiedEpochMillis) {
    this.bytes = bytes;
    this.failure = failure;
    this.fingerprint = fingerprint;
    this.modifiedEpochMillis = modifiedEpochMillis;
  }

  static FileReading at(Path path, int mostBytes) {
    try {
      // before the bytes: a write in between gives the next reading another fingerprint
      BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
      String fingerprint = a.lastModifiedTime() + " " + a.size() + " " + a.fileKey();
      byte[] bytes = read(path, mostBytes);
      // after the bytes: they cannot be older than a write that came in between
      long modified = Files.getLastModifiedTime(path).toMillis();
      return new FileReading(bytes, null, fingerprint, modified);
    } catch (IOException e) {
      return new FileReading(new byte[0], e, e.toString(), Long.MAX_VALUE);
    }
  }

  private static byte[] read(Path path, int mostBytes) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, n);
        if (out.size() > mostBytes) {
          throw new IOException("it is larger than " + mostBytes + " bytes");
        }
      }
      return out.toByteArray();
    }
  }

  boolean sameFile(FileReading other) {
    return fingerprint.equals(other.fingerprint);
  }

  boolean isMissing() {
    return failure instanceof NoSuchFileException;
  }

  /** Returns the error of the reading; null if the file was read. */
  IOException failure() {
    return failure;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean endsInNewline() {
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
  }

  /**
   * Returns milliseconds since the last write, by the wall clock; 0 if the write lies in the
   * future.
   */
  long ageMillis(Ticker ticker) {
    return Math.max(0, ticker.epochMillis() - modifiedEpochMillis);
  }
}
