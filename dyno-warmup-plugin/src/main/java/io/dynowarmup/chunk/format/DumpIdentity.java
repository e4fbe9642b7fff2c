// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/** Identifies a dump and its origin. It is the same in all chunks of the dump. */
@Value.Immutable
public abstract class DumpIdentity {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,149}");

  DumpIdentity() {}

  /** Creates an identity. */
  public static final class Builder extends ImmutableDumpIdentity.Builder {}

  /** Returns the name of the dump; those of one node sort by time. */
  public abstract String id();

  /** Returns the name of the cluster. */
  public abstract String cluster();

  /** Returns the node, for messages. */
  public abstract String node();

  /** Returns the hash by which the cluster divides its keys, as dynomite.yml names it. */
  public abstract String hash();

  /** Returns the characters of the hash tag; empty for none. */
  public abstract String hashTag();

  /** Returns the hash of the keys, with its tag. */
  public KeyHash keyHash() {
    return new KeyHash(TokenHash.named(hash()).get(), HashTag.of(hashTag()));
  }

  /** Returns the number of slices of the ring. */
  public abstract int slices();

  /** Returns the version of the source's Redis. */
  public abstract String redisVersion();

  /** Returns the run_id of the source's Redis. */
  public abstract String runId();

  /** Returns when the dump began, in milliseconds since 1970: no value is older. */
  public abstract long startedMillis();

  @Value.Check
  void check() {
    if (!ID.matcher(id()).matches()) {
      throw new IllegalArgumentException("the id '" + Fields.shown(id()) + "'");
    }
    if (!TokenHash.named(hash()).filter(TokenHash::supported).isPresent()) {
      throw new IllegalArgumentException("the hash '" + Fields.shown(hash()) + "'");
    }
    if (!hashTag().isEmpty() && hashTag().length() != 2) {
      throw new IllegalArgumentException("the hash tag '" + Fields.shown(hashTag()) + "'");
    }
    if (slices() < 1 || slices() > Slices.MOST) {
      throw new IllegalArgumentException(slices() + " slices");
    }
  }

  void write(Fields fields) {
    fields
        .put("id", id())
        .put("cluster", cluster())
        .put("node", node())
        .put("hash", hash())
        .put("hash.tag", hashTag())
        .put("slices", slices())
        .put("redis.version", redisVersion())
        .put("run.id", runId())
        .put("started", startedMillis());
  }

  static DumpIdentity read(Fields fields) {
    return new Builder()
        .id(fields.text("id"))
        .cluster(fields.text("cluster"))
        .node(fields.text("node"))
        .hash(fields.text("hash"))
        .hashTag(fields.text("hash.tag"))
        .slices((int) Math.min(Integer.MAX_VALUE, fields.number("slices")))
        .redisVersion(fields.text("redis.version"))
        .runId(fields.text("run.id"))
        .startedMillis(fields.number("started"))
        .build();
  }
}
