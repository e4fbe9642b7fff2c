// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.RespClient;

/** Writes one field of one hash by HSET, over and over. */
record HotHash(String name) implements Workload {
  @Override
  public byte[] command(long number) {
    return RespClient.command("HSET", name, "f", String.valueOf(number));
  }

  @Override
  public String key(long number) {
    return name;
  }

  @Override
  public long lane(long number) {
    return 0;
  }
}
