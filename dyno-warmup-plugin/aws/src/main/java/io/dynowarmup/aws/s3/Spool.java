// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Holds content until it is sent: in memory if it is small, otherwise in a temporary file. The file
 * is deleted while it is open, so that a killed process leaves none.
 */
final class Spool extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final int MOST_IN_MEMORY = 256 * 1024;
  private static final String MEDIA_TYPE = "application/octet-stream";

  private final MessageDigest digest = newDigest();
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private FileChannel file;
  private long length;
  private String md5;

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5"); // the header Content-MD5 of HTTP and S3
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has MD5", e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    digest.update(bytes, offset, count);
    length += count;
    if (file == null && length > MOST_IN_MEMORY) {
      file = openFile();
      append(memory.toByteArray(), 0, memory.size());
      memory = new ByteArrayOutputStream(0);
    }
    if (file == null) {
      memory.write(bytes, offset, count);
    } else {
      append(bytes, offset, count);
    }
  }

  private static FileChannel openFile() throws IOException {
    Path path = Files.createTempFile("dyno-warmup-", ".chunk");
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }

  private void append(byte[] bytes, int offset, int count) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, count);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  /** Returns the MD5 of the content, in Base64. Call it after the last write. */
  String md5() {
    if (md5 == null) {
      md5 = Base64.getEncoder().encodeToString(digest.digest());
    }
    return md5;
  }

  /** Returns the content for a request; a retry reads it from its beginning. */
  RequestBody body() {
    return file == null
        ? RequestBody.fromBytes(memory.toByteArray())
        : RequestBody.fromContentProvider(() -> new FileStream(file), length, MEDIA_TYPE);
  }

  @Override
  public void close() {
    memory = new ByteArrayOutputStream(0);
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      LOG.warn("Cannot close a temporary file: {}", e.getMessage());
    }
  }

  /** Reads a file from its beginning, independently of other readers. */
  private static final class FileStream extends InputStream {
    private final FileChannel file;
    private long position;

    FileStream(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      int got = file.read(ByteBuffer.wrap(bytes, offset, count), position);
      position += Math.max(0, got);
      return got;
    }
  }
}
