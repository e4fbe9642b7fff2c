// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/**
 * The answer of {@code /info}. Dynomite refreshes its counters about once a second. A missing
 * number is -1, a missing text is empty.
 */
public final class DynomiteInfo {
  private final JsonObject root;
  private final JsonObject pool;
  private final JsonObject server;
  private final String serverName;

  private DynomiteInfo(JsonObject root, JsonObject pool, String serverName, JsonObject server) {
    this.root = root;
    this.pool = pool;
    this.serverName = serverName;
    this.server = server;
  }

  /**
   * Parses the answer.
   *
   * @param where its name in messages, such as "/info of http://127.0.0.1:22222"
   * @throws io.dynowarmup.api.WarmupException DYNOMITE_UNREACHABLE if the text is not such an
   *     answer
   */
  public static DynomiteInfo parse(String text, String where) {
    JsonObject root = Json.object(text, where);
    if (!root.has("rack") && !root.has("dc") && !root.has("version")) {
      throw Json.bad(where, "has neither \"rack\" nor \"dc\" nor \"version\"");
    }
    // the keys of the pool and of the storage in it are their own names
    JsonObject pool = new JsonObject();
    JsonObject server = new JsonObject();
    String serverName = "";
    for (Map.Entry<String, JsonElement> e : root.entrySet()) {
      if (e.getValue().isJsonObject()) {
        pool = e.getValue().getAsJsonObject();
      }
    }
    for (Map.Entry<String, JsonElement> e : pool.entrySet()) {
      if (e.getValue().isJsonObject()) {
        serverName = e.getKey();
        server = e.getValue().getAsJsonObject();
      }
    }
    return new DynomiteInfo(root, pool, serverName, server);
  }

  public String rack() {
    return Json.name(root, "rack");
  }

  public String datacenter() {
    return Json.name(root, "dc");
  }

  public String version() {
    return Json.name(root, "version");
  }

  /** Returns the name of the host that Dynomite runs on. */
  public String hostName() {
    return Json.name(root, "source");
  }

  public long uptimeSeconds() {
    return Json.number(root, "uptime");
  }

  /** Returns the number of inbound connections from other Dynomites. */
  public long dnodeClientConnections() {
    return Json.number(pool, "dnode_client_connections");
  }

  /** Returns the number of outbound connections to other Dynomites. */
  public long peerConnections() {
    return Json.number(pool, "peer_connections");
  }

  public long clientConnections() {
    return Json.number(pool, "client_connections");
  }

  /** Returns the name of the storage: host:port, unless the configuration gives it another name. */
  public String serverName() {
    return serverName;
  }

  /** Returns the number of requests that wait to be sent to Redis. */
  public long serverInQueue() {
    return Json.number(server, "in_queue");
  }

  /** Returns the number of requests that Redis has not answered yet. */
  public long serverOutQueue() {
    return Json.number(server, "out_queue");
  }

  /** Returns the number of write requests to Redis since Dynomite's start. */
  public long serverWriteRequests() {
    return Json.number(server, "write_requests");
  }

  /** Returns the number of requests to Redis that were dropped since Dynomite's start. */
  public long serverDroppedRequests() {
    return Json.number(server, "server_dropped_requests");
  }
}
