// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStoreContract;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import org.junit.ClassRule;

/** What every store does, against a real server of S3's protocol. */
public class S3StoreTest extends ChunkStoreContract {
  @ClassRule public static final S3Server SERVER = new S3Server();

  private String uri;

  @Override
  protected ChunkStore openEmpty() {
    uri = SERVER.newStore();
    return openAgain();
  }

  @Override
  protected ChunkStore openAgain() {
    return new ChunkStores(Ticker.system(), Pause.system()).store(uri);
  }
}
