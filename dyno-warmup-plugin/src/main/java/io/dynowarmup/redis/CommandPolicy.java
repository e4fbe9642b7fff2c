// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.function.Supplier;

/** Decides when and how often a packet of commands is sent to a Redis, and how it fails. */
public interface CommandPolicy {
  /** What a packet does to the data. */
  enum Effect {
    /** It may run twice. */
    READ,
    /** It may run twice. */
    WRITE,
    /** It must not run twice. */
    WRITE_ONCE;

    public boolean isRepeatable() {
      return this != WRITE_ONCE;
    }
  }

  /**
   * Sends a packet.
   *
   * @param commands number of commands in the packet
   * @param packet sends the commands once and waits for the answers
   */
  <T> T send(int commands, Effect effect, Supplier<T> packet);

  /** Returns a policy that sends each packet once, without waiting. */
  static CommandPolicy direct() {
    return new CommandPolicy() {
      @Override
      public <T> T send(int commands, Effect effect, Supplier<T> packet) {
        return packet.get();
      }
    };
  }

  /** Returns this policy around another one. */
  default CommandPolicy around(CommandPolicy inner) {
    CommandPolicy outer = this;
    return new CommandPolicy() {
      @Override
      public <T> T send(int commands, Effect effect, Supplier<T> packet) {
        return outer.send(commands, effect, () -> inner.send(commands, effect, packet));
      }
    };
  }
}
