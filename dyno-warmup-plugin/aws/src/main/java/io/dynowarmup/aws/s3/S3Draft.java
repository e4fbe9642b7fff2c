// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.aws.AwsErrors;
import io.dynowarmup.aws.Lazy;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.ObjectNames;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.IOException;
import java.util.Collections;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object that is being written. Its name is known only at the end, so the content is held here
 * until then and sent as one request, which S3 stores completely or not at all.
 */
final class S3Draft extends Draft {
  /** Metadata of the object: which draft wrote it. */
  private static final String WRITER = "dyno-warmup-writer";

  private static final int CONFLICT = 409;
  private static final int EXISTS = 412;
  private static final int TRIES = 10;
  private static final long DELAY_MILLIS = 200;

  private final S3Location location;
  private final Lazy<S3Client> client;
  private final Pause pause;
  private final Spool content = new Spool();
  private final String writer = UUID.randomUUID().toString();

  S3Draft(S3Location location, Lazy<S3Client> client, Pause pause) {
    this.location = location;
    this.client = client;
    this.pause = pause;
  }

  @Override
  public void write(int b) throws IOException {
    content.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    content.write(bytes, offset, count);
  }

  @Override
  public void commit(String name) {
    PutObjectRequest.Builder request = request(name);
    try {
      put(request.build());
    } catch (SdkException e) {
      throw AwsErrors.translate(e, location.toString());
    }
  }

  @Override
  public boolean commitIfAbsent(String name) {
    PutObjectRequest request = request(name).ifNoneMatch("*").build();
    for (int i = 1; ; i++) {
      try {
        put(request);
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == EXISTS) {
          return isOurs(request.key());
        }
        if (e.statusCode() != CONFLICT || i == TRIES) {
          throw AwsErrors.translate(e, location.toString());
        }
        awaitOther(); // another writer is about to store the same name
      } catch (SdkException e) {
        throw AwsErrors.translate(e, location.toString());
      }
    }
  }

  private PutObjectRequest.Builder request(String name) {
    String key = location.key(ObjectNames.check(name));
    return PutObjectRequest.builder()
        .bucket(location.bucket())
        .key(key)
        .contentMD5(content.md5())
        .metadata(Collections.singletonMap(WRITER, writer));
  }

  private void put(PutObjectRequest request) {
    client.get().putObject(request, content.body());
  }

  /** Returns whether this draft is the existing object: an earlier answer may have been lost. */
  private boolean isOurs(String key) {
    try {
      HeadObjectResponse found = client.get().headObject(b -> b.bucket(location.bucket()).key(key));
      return writer.equals(found.metadata().get(WRITER));
    } catch (SdkException e) {
      throw AwsErrors.translate(e, location.toString());
    }
  }

  private void awaitOther() {
    try {
      pause.millis(DELAY_MILLIS, CancelSignal.never());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted while storing to " + location, e);
    }
  }

  @Override
  public void close() {
    content.close();
  }
}
