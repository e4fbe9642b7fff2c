// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One of two Redises that get the writes of several Dynomites, each in its order. */
final class SimulatedSide {
  /** The commands of each Dynomite; a marker is {@code #cut}. */
  private final List<List<String>> writers;

  private final int[] next;
  private final Random random;
  private final FakeStream stream = new FakeStream("id");
  private final ModelRedis redis = new ModelRedis();
  private final Journal journal;
  private ModelRedis atCut;

  SimulatedSide(List<List<String>> writers, Random random, Ticker ticker) {
    this.writers = writers;
    this.random = random;
    this.next = new int[writers.size()];
    this.journal = Journal.open("a side", stream, ticker, "id", 0);
  }

  Journal journal() {
    return journal;
  }

  /** Executes random writers' next commands, as a source does until the detach. */
  List<String> executeSome(int count) {
    List<String> executed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int writer = random.nextInt(writers.size());
      String command = writers.get(writer).get(next[writer]++);
      execute(command);
      executed.add(command);
    }
    return executed;
  }

  /** Executes what came through the stream. */
  void executeAll(List<String> commands) {
    commands.forEach(this::execute);
  }

  int position(int writer) {
    return next[writer];
  }

  void continueAt(int writer, int position) {
    next[writer] = position;
  }

  /** Executes until each writer's marker of the cut has run, and some more. */
  void executeCut(int cut) {
    Map<String, String> markers = new TreeMap<>();
    for (int writer = 0; writer < writers.size(); writer++) {
      markers.put(key(writer), String.valueOf(cut));
    }
    journal.expect(markers);
    int missing = writers.size();
    while (missing > 0) {
      int writer = random.nextInt(writers.size());
      String command = next(writer, cut);
      if (command.equals("#" + cut)) {
        missing--;
        atCut = missing == 0 ? redis.copy() : atCut;
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int writer = random.nextInt(writers.size());
      if (!peek(writer).startsWith("#")) {
        next(writer, cut);
      }
    }
    if (!journal.read()) {
      throw new AssertionError("no cut " + cut + ": " + journal.doubt());
    }
  }

  private String peek(int writer) {
    return next[writer] < writers.get(writer).size() ? writers.get(writer).get(next[writer]) : "#";
  }

  /** Executes a writer's next command, but no marker before its cut. */
  private String next(int writer, int cut) {
    String command = peek(writer);
    boolean marker = command.startsWith("#");
    if (marker && command.equals("#" + cut)) {
      stream.executes("SET " + key(writer) + " " + command.substring(1) + " PXAT 5");
      next[writer]++;
      return command;
    }
    if (!marker) {
      next[writer]++;
      execute(command);
    }
    return "";
  }

  private static String key(int writer) {
    return "__dyno_warmup:marker:" + writer;
  }

  void execute(String command) {
    if (redis.execute(command)) {
      stream.executes(command);
    }
  }

  /** Returns the data when the last marker of the cut had run. */
  ModelRedis atCut() {
    return atCut;
  }

  ModelRedis now() {
    return redis;
  }
}
