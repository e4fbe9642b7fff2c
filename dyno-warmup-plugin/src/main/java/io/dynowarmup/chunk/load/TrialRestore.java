// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.load;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisData.Payload;
import io.dynowarmup.redis.info.OwnKeys;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds out whether a Redis understands the values of a dump, before anything is changed. */
public final class TrialRestore {
  private static final List<byte[]> TRIAL =
      Collections.singletonList((OwnKeys.PREFIX + "trial").getBytes(StandardCharsets.US_ASCII));

  private TrialRestore() {}

  /**
   * Tries one value of each dump under a reserved name.
   *
   * @throws WarmupException STRATEGY_CANNOT if a value is refused; the message names the version of
   *     the Redis that wrote it
   */
  public static void check(RedisData here, LoadPlan plan) {
    for (LoadPlan.Part part : plan.parts()) {
      check(here, part.manifest());
    }
  }

  private static void check(RedisData here, Manifest manifest) {
    if (manifest.trial().isEmpty()) {
      return;
    }
    here.select(0);
    Payload payload = new Payload(bytes(manifest.trial()), -1);
    Optional<WarmupException> refusal =
        here.restoreLater(TRIAL, Collections.singletonList(payload), 0).get().get(0);
    here.remove(TRIAL);
    if (refusal.isPresent() && refusal.get().reason() == Reason.REDIS_ERROR) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          "Redis "
              + here.endpoint()
              + " does not understand the values of dump "
              + manifest.dump().id()
              + ", which Redis "
              + manifest.dump().redisVersion()
              + " wrote: "
              + refusal.get().getMessage());
    }
    refusal.ifPresent(
        e -> {
          throw e;
        });
  }

  private static byte[] bytes(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
