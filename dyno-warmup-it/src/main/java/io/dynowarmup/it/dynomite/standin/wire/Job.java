// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

/**
 * A request on its way to a Redis or to a peer.
 *
 * @param wire what is sent
 * @param answerWanted false: nobody waits for what this one answers
 * @param deadlineNanos when it is too old
 */
public record Job(Request request, byte[] wire, boolean answerWanted, long deadlineNanos) {
  public void answer(byte[] bytes) {
    if (answerWanted) {
      request.answer(bytes);
    }
  }
}
