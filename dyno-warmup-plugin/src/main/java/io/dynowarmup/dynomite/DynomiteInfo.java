// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer of {@code /info}. Dynomite refreshes its counters about once a second. A missing
 * number and a missing text are empty.
 */
public final class DynomiteInfo {
  private final JsonObject root;
  private final JsonObject pool;

  private DynomiteInfo(JsonObject root, JsonObject pool) {
    this.root = root;
    this.pool = pool;
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
    return new DynomiteInfo(
        root, object(root).map(e -> e.getValue().getAsJsonObject()).orElseGet(JsonObject::new));
  }

  /**
   * Returns the last object in another one. The pool and the storage in it have names of their own.
   */
  private static Optional<Map.Entry<String, JsonElement>> object(JsonObject in) {
    return in.entrySet().stream()
        .filter(e -> e.getValue().isJsonObject())
        .reduce((first, last) -> last);
  }

  public String rack() {
    return Json.name(root, "rack");
  }

  public String datacenter() {
    return Json.name(root, "dc");
  }

  /** Returns the name of the host that Dynomite runs on. */
  public String hostName() {
    return Json.name(root, "source");
  }

  /** Returns the seconds since Dynomite's start; negative if the clock was set back. */
  public OptionalLong uptimeSeconds() {
    return Json.number(root, "uptime");
  }

  /** Returns Dynomite's clock in seconds since 1970. */
  public OptionalLong timestampSeconds() {
    return Json.number(root, "timestamp");
  }

  /** Returns the number of inbound connections from other Dynomites. */
  public OptionalLong dnodeClientConnections() {
    return Json.number(pool, "dnode_client_connections");
  }

  /** Returns how many connections to the storage were closed or failed. */
  public OptionalLong storageFailures() {
    JsonObject storage =
        object(pool).map(e -> e.getValue().getAsJsonObject()).orElseGet(JsonObject::new);
    OptionalLong closed = Json.number(storage, "server_eof");
    OptionalLong failed = Json.number(storage, "server_err");
    OptionalLong timedOut = Json.number(storage, "server_timedout");
    return closed.isPresent() && failed.isPresent() && timedOut.isPresent()
        ? OptionalLong.of(closed.getAsLong() + failed.getAsLong() + timedOut.getAsLong())
        : OptionalLong.empty();
  }

  /** Returns the name of the storage: host:port, unless the configuration gives it another name. */
  public String serverName() {
    return object(pool).map(Map.Entry::getKey).orElse("");
  }
}
