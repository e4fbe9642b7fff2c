// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.redis.relay.StreamSource;
import io.dynowarmup.redis.stream.ReplicationStream;
import io.dynowarmup.spi.Resumption;
import io.dynowarmup.state.StopNote;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The note of a planned stop, for a transfer from the source that it names. */
final class SessionResumption implements Resumption {
  private final RunContext context;
  private final Peer peer;
  private final StopNote note;

  private SessionResumption(RunContext context, Peer peer, StopNote note) {
    this.context = context;
    this.peer = peer;
    this.note = note;
  }

  /** Returns the note if it applies to this source. */
  static Optional<Resumption> of(RunContext context, Peer peer) {
    return context
        .stop()
        .note()
        .filter(note -> note.source().equals(peer.redis()))
        .map(note -> new SessionResumption(context, peer, note));
  }

  @Override
  public String replid() {
    return note.replid();
  }

  @Override
  public long offset() {
    return note.offset();
  }

  @Override
  public List<byte[]> doubtful() {
    return note.doubtful();
  }

  @Override
  public StreamSource stream() {
    StreamSource live = this::live;
    return context
        .held()
        .filter(held -> held.holds(note.replid(), note.offset()))
        .<StreamSource>map(held -> (announced, replid, offset) -> held.take(announced, live))
        .orElse(live);
  }

  private ReplicationStream live(Map<String, String> announced, String replid, long offset) {
    RedisConnector connector = context.host().redisConnector();
    RedisAccess access = context.node().peerAccess();
    return connector.streamOf(announced, peer.redis(), access, replid, offset);
  }

  @Override
  public RedisData sourceKeys() {
    return context.host().redisConnector().data(peer.redis(), context.node().peerAccess());
  }

  @Override
  public void begin(Endpoint relay) {
    context.stop().over("the note of the stop was used by this run");
    try {
      context.node().stop().use(relay);
    } catch (IOException e) {
      throw new WarmupException(
          Reason.STRATEGY_CANNOT,
          "the note of the stop cannot be replaced, and must not be used twice: " + e.getMessage(),
          e);
    }
    context.node().redis().delete(OwnKeys.STOP);
  }

  @Override
  public void end() {
    context.node().stop().drop();
  }
}
