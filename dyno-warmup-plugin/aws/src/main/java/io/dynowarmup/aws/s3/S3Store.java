// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import io.dynowarmup.aws.AwsErrors;
import io.dynowarmup.aws.Lazy;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.ObjectNames;
import io.dynowarmup.chunk.store.StoredObject;
import io.dynowarmup.time.Pause;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store in a bucket: each object is an object of S3. */
final class S3Store implements ChunkStore {
  private final S3Location location;
  private final Lazy<S3Client> client;
  private final Pause pause;

  S3Store(S3Location location, Supplier<S3Client> client, Pause pause) {
    this.location = location;
    this.client = new Lazy<>(client, location.toString());
    this.pause = pause;
  }

  @Override
  public Draft draft() {
    return new S3Draft(location, client, pause);
  }

  @Override
  public Optional<InputStream> open(String name) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.key(ObjectNames.check(name)))
            .build();
    try {
      ResponseInputStream<GetObjectResponse> body = client.get().getObject(request);
      return Optional.of(new ObjectStream(client.get(), request, body, pause));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsErrors.translate(e, toString());
    }
  }

  @Override
  public List<StoredObject> list(String prefix) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(location.bucket())
            .prefix(location.key(ObjectNames.checkPrefix(prefix)))
            .build();
    List<StoredObject> found = new ArrayList<>();
    try {
      for (S3Object object : client.get().listObjectsV2Paginator(request).contents()) {
        String name = location.name(object.key());
        if (ObjectNames.isValid(name)) {
          long stored = object.lastModified().toEpochMilli();
          found.add(StoredObject.of(name, object.size(), stored));
        }
      }
    } catch (SdkException e) {
      throw AwsErrors.translate(e, toString());
    }
    found.sort(Comparator.comparing(StoredObject::name));
    return found;
  }

  @Override
  public boolean delete(String name) {
    String key = location.key(ObjectNames.check(name));
    try {
      boolean wasThere =
          client
              .get()
              .listObjectsV2(b -> b.bucket(location.bucket()).prefix(key).maxKeys(1))
              .contents()
              .stream()
              .anyMatch(object -> object.key().equals(key));
      if (wasThere) {
        client.get().deleteObject(b -> b.bucket(location.bucket()).key(key));
      }
      return wasThere;
    } catch (SdkException e) {
      throw AwsErrors.translate(e, toString());
    }
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return location.toString();
  }
}
