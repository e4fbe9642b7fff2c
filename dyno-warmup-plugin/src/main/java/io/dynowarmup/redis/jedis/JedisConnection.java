// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisFailure;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/** A connection with Jedis' protocol. It can send commands before it reads their replies. */
final class JedisConnection extends Connection {
  /** How long the rest of what has begun to arrive may take, in milliseconds. */
  private static final int PART_MILLIS = 100;

  private final LimitedSocket tcp;
  private final Socket socket;
  private final RedisFailure failure;
  private JedisReplies replies;

  /** The packets whose replies were not read yet, in the order in which they were sent. */
  private final Deque<Packet> outstanding = new ArrayDeque<>();

  /** Commands that were sent in one packet, and their replies. */
  static final class Packet {
    private final List<Command> commands;
    private List<Object> replies;

    private Packet(List<Command> commands) {
      this.commands = commands;
    }
  }

  /**
   * Creates a connection over open sockets.
   *
   * @param tcp the TCP socket
   * @param socket the socket for reads and writes, which differs with TLS
   */
  JedisConnection(LimitedSocket tcp, Socket socket, RedisFailure failure) {
    super(() -> socket);
    this.tcp = tcp;
    this.socket = socket;
    this.failure = failure;
  }

  /** Sets the limit in ms for the replies that are read from now on, together. */
  void limit(int millis, int replies) {
    tcp.limit(millis, replies);
  }

  /**
   * Sends commands in one packet. The replies to other packets may be outstanding.
   *
   * @return what {@link #receive} wants
   */
  Packet send(List<Command> commands) {
    write(commands);
    Packet packet = new Packet(commands);
    outstanding.add(packet);
    return packet;
  }

  private void write(List<Command> commands) {
    for (Command command : commands) {
      List<byte[]> words = command.words();
      CommandArguments arguments = new CommandArguments(() -> words.get(0));
      words.subList(1, words.size()).forEach(arguments::add);
      sendCommand(arguments);
    }
    flush();
  }

  /**
   * Returns the replies to a packet, once. Those to earlier packets are read before, and kept until
   * they are wanted.
   *
   * @return one reply for each command; an error of the server is a {@code WarmupException}
   */
  List<Object> receive(Packet packet) {
    while (packet.replies == null) {
      if (outstanding.isEmpty()) {
        throw JedisReplies.rejected("no further answer");
      }
      Packet next = outstanding.removeFirst();
      List<Object> answers = new ArrayList<>(getMany(next.commands.size()));
      if (outstanding.isEmpty() && replies.hasMore()) {
        throw JedisReplies.rejected("more than one answer");
      }
      for (int i = 0; i < answers.size(); i++) {
        answers.set(i, translated(next.commands.get(i), answers.get(i)));
      }
      next.replies = answers;
    }
    List<Object> answers = packet.replies;
    packet.replies = null;
    return answers;
  }

  /**
   * Sends a command on a connection that subscribes or has subscribed.
   *
   * @param kind the first element of the answer to the command
   * @param millis limit in ms for all messages and the answer together
   * @return the messages before the answer
   */
  List<List<?>> messagesBefore(Command command, String kind, int millis) {
    List<List<?>> messages = new ArrayList<>();
    limit(millis, 1);
    write(Collections.singletonList(command));
    for (; ; ) {
      Object part = translated(command, getOne());
      if (part instanceof WarmupException) {
        throw (WarmupException) part;
      }
      if (!(part instanceof List) || ((List<?>) part).isEmpty()) {
        throw JedisReplies.rejected("an answer to " + command.name() + " that is not a message");
      }
      List<?> message = (List<?>) part;
      Object first = message.get(0);
      if (first instanceof byte[]
          && kind.equals(new String((byte[]) first, StandardCharsets.US_ASCII))) {
        return messages;
      }
      messages.add(message);
    }
  }

  /**
   * Sends a command whose answer is followed by a stream.
   *
   * @param millis limit in ms for the answer
   * @return the answer; an error of the server is a {@code WarmupException}
   */
  Object beforeStream(Command command, int millis) {
    limit(millis, 1);
    write(Collections.singletonList(command));
    Object answer;
    try {
      answer = getOne();
    } catch (JedisDataException e) {
      answer = e;
    }
    return translated(command, answer);
  }

  /**
   * Reads bytes that have arrived after the answer of {@link #beforeStream}. Waits only for a
   * moment: a TLS record may be incomplete, or hold no data.
   *
   * @return the number of bytes; 0 if none have arrived
   */
  int arrived(byte[] buffer) {
    boolean begun = replies.hasMore() || isReadable();
    boolean plain = socket == tcp;
    if (!begun && !plain) {
      // The end of a TLS connection is a record too.
      return 0;
    }
    limit(begun ? PART_MILLIS : 1, 1);
    try {
      return replies.read(buffer, 0, buffer.length);
    } catch (JedisConnectionException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        return 0;
      }
      throw e;
    }
  }

  private boolean isReadable() {
    try {
      return socket.getInputStream().available() > 0 || tcp.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  /** Sends a command that the server does not answer. */
  void sendOnly(Command command) {
    write(Collections.singletonList(command));
  }

  private Object translated(Command command, Object answer) {
    if (answer instanceof List) {
      List<Object> elements = new ArrayList<>();
      ((List<?>) answer).forEach(element -> elements.add(translated(command, element)));
      return elements;
    }
    return answer instanceof JedisDataException
        ? failure.answered(
            command.name(), ((JedisDataException) answer).getMessage(), command.secret())
        : answer;
  }

  /** Returns the number of packets whose replies were not read yet. */
  int outstanding() {
    return outstanding.size();
  }

  @Override
  protected Object protocolRead(RedisInputStream in, PushConsumerChain pushes) {
    if (replies == null) {
      replies = new JedisReplies(in);
    }
    return super.protocolRead(replies, pushes);
  }

  /**
   * Returns whether data arrived that no command asked for. The next reply would be taken for
   * another command's.
   */
  boolean outOfStep() {
    try {
      return outstanding.isEmpty() && socket.getInputStream().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Closes the TCP connection only, because closing TLS may wait for the other side. Ends a wait of
   * another thread.
   */
  @Override
  public void close() {
    try {
      tcp.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
  }
}
