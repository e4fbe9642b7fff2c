// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.chunk.store.ChunkMessage;

/** A message that this worker holds: its file has the name that this worker gave it. */
final class HeldMessage implements ChunkMessage {
  private final DirectoryQueue queue;
  private final String body;
  private MessageName name;

  HeldMessage(DirectoryQueue queue, String body, MessageName name) {
    this.queue = queue;
    this.body = body;
    this.name = name;
  }

  @Override
  public String body() {
    return body;
  }

  @Override
  public int receives() {
    return name.receives();
  }

  @Override
  public boolean extend() {
    MessageName later = name.hidden(queue.hiddenUntil());
    boolean held = queue.rename(name, later);
    name = held ? later : name;
    return held;
  }

  @Override
  public boolean acknowledge() {
    return queue.remove(name);
  }

  @Override
  public void giveBack() {
    queue.release(name);
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
