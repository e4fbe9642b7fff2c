// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The content of an object. If the connection breaks or ends too early, the rest of the same object
 * is requested. The read fails if another object has replaced it.
 */
final class ObjectStream extends InputStream {
  /** The most requests for the rest in a row that return no byte. */
  private static final int TRIES = 5;

  private static final long FIRST_DELAY_MILLIS = 200;

  private final S3Client client;
  private final GetObjectRequest request;
  private final String etag;
  private final long length;
  private final Pause pause;
  private ResponseInputStream<GetObjectResponse> body;
  private long position;
  private int failures;

  ObjectStream(
      S3Client client,
      GetObjectRequest request,
      ResponseInputStream<GetObjectResponse> body,
      Pause pause) {
    this.client = client;
    this.request = request;
    this.body = body;
    this.etag = body.response().eTag();
    this.length = body.response().contentLength();
    this.pause = pause;
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
    while (position < length) {
      try {
        int got = body.read(bytes, offset, count);
        if (got < 0) {
          throw new EOFException(
              request.key() + " ended after " + position + " of " + length + " bytes");
        }
        position += got;
        failures = 0;
        return got;
      } catch (IOException e) {
        resume(e);
      }
    }
    return -1;
  }

  private void resume(IOException broken) throws IOException {
    body.abort();
    failures++;
    if (failures > TRIES) {
      throw broken;
    }
    try {
      pause.millis(FIRST_DELAY_MILLIS << failures, CancelSignal.never());
      body =
          client.getObject(
              request.toBuilder().ifMatch(etag).range("bytes=" + position + "-").build());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException(request.key()).initCause(e);
    } catch (SdkException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  @Override
  public void close() throws IOException {
    if (position < length) {
      body.abort(); // otherwise the rest would be read
    } else {
      body.close();
    }
  }
}
