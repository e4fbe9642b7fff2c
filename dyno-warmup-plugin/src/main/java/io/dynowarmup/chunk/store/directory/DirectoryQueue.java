// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.chunk.store.QueueDepth;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.chunk.store.QueueOwner;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A queue in a directory: each message is a file. A worker receives it by an atomic rename, which
 * only one of several workers succeeds in. The clocks of the machines should agree to within the
 * visibility time; otherwise messages are delivered more often than necessary.
 */
final class DirectoryQueue implements ChunkQueue {
  private static final String WAITING = "waiting";
  private static final String HELD = "held";
  private static final String DEAD = "dead";
  private static final long POLL_MILLIS = 200;

  /** Workers may give messages back while the queue is removed. */
  private static final int MOST_PASSES = 100;

  private final Path root;
  private final Ticker ticker;
  private final Pause pause;

  /** Names that were listed, and were not tried yet. */
  private final Deque<MessageName> listed = new ArrayDeque<>();

  DirectoryQueue(Path root, Ticker ticker, Pause pause) {
    this.root = root;
    this.ticker = ticker;
    this.pause = pause;
  }

  @Override
  public boolean exists() {
    return LimitsFile.read(root).isPresent();
  }

  @Override
  public void create(QueueLimits limits, String owner) {
    requireNone(owner);
    Folder.create(root);
    Folder.create(root.resolve(WAITING));
    Folder.create(root.resolve(HELD));
    Folder.create(root.resolve(DEAD));
    LimitsFile.write(root, limits, owner);
    requireNone(owner); // another process may have created it at the same time
  }

  private void requireNone(String owner) {
    if (exists() && !owner().filter(owner::equals).isPresent()) {
      throw QueueOwner.refused(toString(), owner());
    }
  }

  @Override
  public Optional<String> owner() {
    return LimitsFile.owner(root);
  }

  private QueueLimits limits() {
    return LimitsFile.read(root)
        .orElseThrow(() -> new WarmupException(Reason.NO_STORE, "there is no queue in " + root));
  }

  @Override
  public void send(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "a message has " + bytes.length + " bytes; at most " + MOST_BYTES + " are allowed");
    }
    limits();
    MessageName name = MessageName.sent(ticker.epochMillis());
    try (Draft draft = new FileDraft(root)) {
      draft.write(bytes);
      draft.commit(WAITING + "/" + name);
    } catch (IOException e) {
      throw Folder.failed("write", root.resolve(WAITING).resolve(name.toString()), e);
    }
  }

  @Override
  public Optional<ChunkMessage> receive(long waitMillis) throws InterruptedException {
    Deadline until = Deadline.after(ticker, waitMillis);
    Optional<ChunkMessage> message = next();
    while (!message.isPresent() && !until.passed()) {
      pause.millis(Math.min(POLL_MILLIS, until.leftMillis()), CancelSignal.never());
      message = next();
    }
    return message;
  }

  private synchronized Optional<ChunkMessage> next() {
    QueueLimits limits = limits();
    for (boolean fresh = false; !listed.isEmpty() || !fresh; ) {
      if (listed.isEmpty()) {
        releaseThoseThatAreOver();
        listed.addAll(messages(WAITING));
        fresh = true;
      }
      MessageName name = listed.poll();
      if (name != null) {
        Optional<ChunkMessage> message = take(name, limits);
        if (message.isPresent()) {
          return message;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ChunkMessage> take(MessageName name, QueueLimits limits) {
    if (name.receives() >= limits.mostReceives()) {
      move(WAITING, name, DEAD, name);
      return Optional.empty();
    }
    MessageName held = name.received(ticker.epochMillis() + limits.visibilityMillis());
    return move(WAITING, name, HELD, held)
        ? body(HELD, held).map(body -> new HeldMessage(this, body, held))
        : Optional.empty();
  }

  private void releaseThoseThatAreOver() {
    for (MessageName name : messages(HELD)) {
      if (name.isOver(ticker.epochMillis())) {
        release(name);
      }
    }
  }

  /** Lets others receive a message that a worker holds. */
  void release(MessageName held) {
    move(HELD, held, WAITING, held.waiting());
  }

  /** Changes the name of a message that a worker holds; returns false if it lost the message. */
  boolean rename(MessageName held, MessageName later) {
    return move(HELD, held, HELD, later);
  }

  boolean remove(MessageName held) {
    try {
      return Files.deleteIfExists(path(HELD, held));
    } catch (IOException e) {
      throw Folder.failed("delete", path(HELD, held), e);
    }
  }

  /** Returns until when a message is hidden that is received or extended now. */
  long hiddenUntil() {
    return ticker.epochMillis() + limits().visibilityMillis();
  }

  private boolean move(String from, MessageName name, String to, MessageName newName) {
    try {
      Folder.move(path(from, name), path(to, newName));
      return true;
    } catch (NoSuchFileException e) {
      // another worker was faster, or the queue was removed
      return false;
    } catch (IOException e) {
      throw Folder.failed("move", path(from, name), e);
    }
  }

  private Path path(String directory, MessageName name) {
    return root.resolve(directory).resolve(name.toString());
  }

  private Optional<String> body(String directory, MessageName name) {
    try {
      byte[] bytes = Files.readAllBytes(path(directory, name));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Folder.failed("read", path(directory, name), e);
    }
  }

  /** Returns the messages of a directory, the oldest first. */
  private List<MessageName> messages(String directory) {
    List<MessageName> found = new ArrayList<>();
    for (String name : Folder.names(root.resolve(directory))) {
      MessageName.parse(name).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public QueueDepth depth() {
    limits();
    List<String> held = Folder.names(root.resolve(HELD));
    List<MessageName> waiting = messages(WAITING);
    // a message that was taken between the two listings is in neither
    held = held.isEmpty() && waiting.isEmpty() ? Folder.names(root.resolve(HELD)) : held;
    OptionalLong oldest =
        waiting.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(Math.max(0, ticker.epochMillis() - waiting.get(0).sentMillis()));
    return QueueDepth.of(waiting.size(), held.size(), messages(DEAD).size(), oldest);
  }

  @Override
  public List<String> deadLetters(int most) {
    limits();
    List<String> bodies = new ArrayList<>();
    for (MessageName name : messages(DEAD)) {
      if (bodies.size() < most) {
        body(DEAD, name).ifPresent(bodies::add);
      }
    }
    return bodies;
  }

  /** Removes the file of the limits first, so that no worker continues. Other files stay. */
  @Override
  public synchronized void destroy() {
    listed.clear();
    try {
      Files.deleteIfExists(root.resolve(LimitsFile.NAME));
      String[] directories = {HELD, WAITING, DEAD, Folder.DRAFTS};
      boolean some = true;
      for (int pass = 0; some && pass < MOST_PASSES; pass++) {
        some = false;
        for (String directory : directories) {
          some |= empty(root.resolve(directory));
        }
      }
      for (String directory : directories) {
        Folder.removeIfEmpty(root.resolve(directory));
      }
      Folder.removeIfEmpty(root);
    } catch (IOException e) {
      throw Folder.failed("remove the queue in", root, e);
    }
  }

  /** Removes the messages of a directory. Returns whether there were any. */
  private static boolean empty(Path directory) throws IOException {
    List<String> names = Folder.names(directory);
    for (String name : names) {
      Files.deleteIfExists(directory.resolve(name));
    }
    return !names.isEmpty();
  }

  @Override
  public void close() {
    // nothing is held between two calls
  }

  @Override
  public String toString() {
    return Folder.uri(root);
  }
}
