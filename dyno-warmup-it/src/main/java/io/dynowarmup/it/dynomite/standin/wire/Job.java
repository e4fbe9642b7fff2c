// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

/**
 * A request on its way to a Redis or to a peer.
 *
 * @param wire the bytes to send
 * @param answerWanted false if the answer is discarded
 * @param deadlineNanos when the request times out
 */
public record Job(Request request, byte[] wire, boolean answerWanted, long deadlineNanos) {
  public void answer(byte[] bytes) {
    if (answerWanted) {
      request.answer(bytes);
    }
  }
}
