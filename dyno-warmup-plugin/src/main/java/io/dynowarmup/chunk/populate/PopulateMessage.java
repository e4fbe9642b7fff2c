// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.populate;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import java.util.HashMap;
import java.util.Map;
import org.immutables.value.Value;

/** One piece of work for a populator: a chunk, and the node that needs it. */
@Value.Immutable
public abstract class PopulateMessage {
  private static final String VERSION = "1";

  PopulateMessage() {}

  /** Creates a message. */
  public static final class Builder extends ImmutablePopulateMessage.Builder {}

  /** Returns what identifies the warm-up; the node has to admit it, see {@link TargetFence}. */
  public abstract String warmUp();

  /** Returns the URI of the store. */
  public abstract String store();

  /** Returns the name of the manifest in the store. */
  public abstract String manifest();

  /** Returns the name of the chunk in the store. */
  public abstract String chunk();

  /** Returns the address of the node's Redis. */
  public abstract Endpoint redis();

  /** Returns the URL of the admin port of the node's Dynomite. */
  public abstract String admin();

  /** Returns the hashes of the node; other keys of the chunk are skipped. */
  public abstract HashRanges ranges();

  /** Returns the message as the body of a {@link io.dynowarmup.chunk.store.ChunkMessage}. */
  public String text() {
    return "populate="
        + VERSION
        + "\nwarmup="
        + warmUp()
        + "\nstore="
        + store()
        + "\nmanifest="
        + manifest()
        + "\nchunk="
        + chunk()
        + "\nredis="
        + redis()
        + "\nadmin="
        + admin()
        + "\nranges="
        + ranges();
  }

  /**
   * Parses a message.
   *
   * @throws WarmupException DAMAGED if it is none, or of a newer version
   */
  public static PopulateMessage parse(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String line : text.split("\n")) {
      int end = line.indexOf('=');
      if (end > 0) {
        fields.put(line.substring(0, end), line.substring(end + 1));
      }
    }
    if (!VERSION.equals(fields.get("populate"))) {
      throw damaged("it has no 'populate=" + VERSION + "'");
    }
    try {
      return new Builder()
          .warmUp(field(fields, "warmup"))
          .store(field(fields, "store"))
          .manifest(field(fields, "manifest"))
          .chunk(field(fields, "chunk"))
          .redis(Endpoint.parse(field(fields, "redis")))
          .admin(field(fields, "admin"))
          .ranges(HashRanges.parse(field(fields, "ranges")))
          .build();
    } catch (IllegalArgumentException e) {
      throw damaged(e.getMessage());
    }
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw damaged(name + " is missing");
    }
    return value;
  }

  private static WarmupException damaged(String why) {
    return new WarmupException(Reason.DAMAGED, "a message is not one of a warm-up: " + why);
  }

  /** Returns the work in a few words. */
  @Override
  public String toString() {
    return "chunk " + chunk() + " for node " + redis();
  }
}
