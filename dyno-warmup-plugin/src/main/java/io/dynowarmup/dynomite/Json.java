// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.ring.Texts;
import java.util.OptionalLong;

/** Reads answers of Dynomite's admin port without trusting them. */
final class Json {
  private static final int MAX_CHARS = 8_000_000;
  private static final int LONGEST_NUMBER = 16;

  private Json() {}

  /**
   * Parses an object.
   *
   * @param what the name of the text in messages
   */
  static JsonObject object(String text, String what) {
    if (text.length() > MAX_CHARS) {
      throw bad(what, "is longer than " + MAX_CHARS + " characters");
    }
    try {
      JsonElement e = JsonParser.parseString(text);
      if (e.isJsonObject()) {
        return e.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw bad(what, "is not JSON");
    } catch (RuntimeException e) {
      throw bad(what, "is not JSON (" + e.getClass().getSimpleName() + ")");
    }
    throw bad(what, "is not a JSON object");
  }

  static JsonArray array(JsonObject o, String name) {
    JsonElement e = o.get(name);
    return e != null && e.isJsonArray() ? e.getAsJsonArray() : new JsonArray();
  }

  /** Returns the text; empty if it is missing or not a text. */
  static String text(JsonObject o, String name) {
    JsonPrimitive p = primitive(o, name);
    return p == null ? "" : p.getAsString();
  }

  /** Returns the name; also empty if it is too long for a name. */
  static String name(JsonObject o, String name) {
    try {
      return Texts.name(text(o, name));
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Returns the number; empty if it is missing or not a whole number of up to 15 digits. */
  static OptionalLong number(JsonObject o, String name) {
    String text = text(o, name);
    try {
      return text.length() > LONGEST_NUMBER
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static JsonPrimitive primitive(JsonObject o, String name) {
    JsonElement e = o.get(name);
    return e != null && e.isJsonPrimitive() ? e.getAsJsonPrimitive() : null;
  }

  static WarmupException bad(String what, String problem) {
    return new WarmupException(
        Reason.DYNOMITE_UNREACHABLE,
        what + " " + problem + "; check that this is Dynomite's admin port");
  }
}
