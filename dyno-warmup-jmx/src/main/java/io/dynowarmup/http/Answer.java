// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import java.nio.charset.StandardCharsets;

/** The answer to one request. Immutable. */
final class Answer {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final int status;
  private final String type;
  private final byte[] body;

  Answer(int status, String type, byte[] body) {
    this.status = status;
    this.type = type;
    this.body = body;
  }

  static Answer text(int status, String text) {
    return new Answer(status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] body() {
    return body;
  }
}
