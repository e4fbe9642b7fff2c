// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import io.dynowarmup.aws.AwsClients;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStoreFactory;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.net.URI;

/** Opens stores such as {@code s3://bucket/prefix?region=eu-central-1}. */
public final class S3StoreFactory implements ChunkStoreFactory {
  @Override
  public String scheme() {
    return S3Location.SCHEME;
  }

  @Override
  public ChunkStore open(URI uri, Ticker ticker, Pause pause) {
    S3Location location = S3Location.of(uri);
    return new S3Store(location, () -> location.connect(AwsClients.create(ticker)), pause);
  }
}
