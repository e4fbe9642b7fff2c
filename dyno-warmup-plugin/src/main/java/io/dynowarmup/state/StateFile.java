// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.time.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * Holds what has to survive a crash: the Redis process that was last known to be warm, the last
 * runs, and the source and previous settings of a run that changes the node.
 *
 * <p>The file is written completely or not at all. A damaged file is treated as absent. A file that
 * cannot be written does not stop a run.
 */
public final class StateFile {
  private static final String WARM_RUN_ID = "warm.run_id";
  private static final String WARM_TOKENS = "warm.tokens";
  private static final String NOT_ON_DISK = "warm.not.on.disk";
  private static final String COLD = "none";
  private static final String QUESTION = "run.question";
  private static final String OF_A_RUN = "run.";
  private static final String OWNER = "owner";
  private static final String STANDBY = "watch.standby";
  private static final String NODE = "node";

  private final StateStore store;
  private final Properties fields;

  private StateFile(StateStore store) {
    this.store = store;
    this.fields = store.fields();
  }

  public static StateFile open(Path path) {
    return new StateFile(StateStore.open(path));
  }

  /** Opens the file. From the next change on, it records the node that it belongs to. */
  public static StateFile open(Path path, NodeIdentity node) {
    StateFile file = open(path);
    file.fields.setProperty(NODE, node.text());
    return file;
  }

  /**
   * Returns the node that the file belongs to; empty if there is no file, or one of an older
   * version.
   */
  public static Optional<NodeIdentity> owner(Path path) {
    return Files.isRegularFile(path)
        ? open(path).get(NODE).flatMap(NodeIdentity::parse)
        : Optional.empty();
  }

  /** Suppresses the warning that the file cannot be written, which has been logged already. */
  public void silent() {
    store.silent();
  }

  public Path path() {
    return store.path();
  }

  /**
   * Returns the {@code run_id} of the local Redis when it was last known to be warm. For a node
   * that is known not to be warm, it is a value that no Redis has.
   */
  public Optional<String> warmRunId() {
    return get(WARM_RUN_ID);
  }

  /** Returns the tokens whose data the node was last known to hold; empty if unknown. */
  public List<Long> warmTokens() {
    return TokensFormat.parse(fields.getProperty(WARM_TOKENS, ""));
  }

  public void recordWarm(String runId, List<Long> tokens) {
    cold().forget();
    set(WARM_RUN_ID, runId);
    recordTokens(tokens);
  }

  /**
   * Corrects the record of an interrupted run that in fact ended WARMED. The next change of the
   * file writes this; until then the file is unchanged.
   */
  public void endedWarm(String runId, List<Long> tokens) {
    removeRun();
    known(Optional.of(runId), TokensFormat.of(tokens));
  }

  /**
   * Takes over what a run with another state file made of the node. The next change writes this.
   *
   * @param warm {@code run_id} of the Redis that is warm; empty if the run left the node cold
   */
  public void known(Optional<String> warm, String tokens) {
    cold().forget();
    fields.setProperty(WARM_RUN_ID, warm.orElse(COLD));
    fields.setProperty(WARM_TOKENS, tokens);
  }

  /** Returns the record of a node that no run has warmed. */
  public ColdRecord cold() {
    return new ColdRecord(fields, this::leftCold, this::recordCold);
  }

  /** Returns the record of why the data of the node is in doubt. */
  public RecordedDoubt doubt() {
    return new RecordedDoubt(fields, store::save);
  }

  /** Returns the record of a node that is closed until it is bootstrapped. */
  public BootstrapRecord bootstrap() {
    return new BootstrapRecord(fields, () -> warmRunId().isPresent() && !leftCold(), store::save);
  }

  private void recordCold() {
    fields.setProperty(WARM_RUN_ID, COLD);
    store.save();
  }

  public void recordTokens(List<Long> tokens) {
    set(WARM_TOKENS, TokensFormat.of(tokens));
  }

  private void set(String key, String value) {
    if (!value.equals(fields.setProperty(key, value))) {
      store.save();
    }
  }

  /**
   * Returns the {@code OnDisk.mark} of a load that no file of Redis contains yet; empty if there is
   * none.
   */
  public Optional<String> notOnDisk() {
    return get(NOT_ON_DISK);
  }

  public void notOnDisk(String mark) {
    set(NOT_ON_DISK, mark);
  }

  /** Returns whether this node is known not to be warm, see {@link #warmRunId}. */
  public boolean leftCold() {
    return warmRunId().filter(COLD::equals).isPresent();
  }

  /** Returns whether this node is known to have held its data at some time. */
  public boolean wasWarm() {
    return !warmTokens().isEmpty() || warmRunId().isPresent() && !leftCold();
  }

  /**
   * Records that a run begins to change the node.
   *
   * @param source source of the data
   * @param pin state of the source when it was chosen
   * @param redisRunId {@code run_id} of the local Redis; empty if unknown
   * @param started when the run began whose budget applies
   * @param keepsData whether the strategy leaves the local Redis a master with its data
   * @return whether the file was written, or it is {@link #silent}
   */
  public boolean source(
      Endpoint source, SourcePin pin, String redisRunId, Moment started, boolean keepsData) {
    RunFields.write(fields, source, pin, redisRunId, started, keepsData);
    fields.setProperty(WARM_RUN_ID, COLD);
    cold().runBegins(keepsData);
    doubt().runBegins();
    return store.saveOrReported();
  }

  /** Records that all data of the source is here, so that a run that resumes this one keeps it. */
  public void dataArrived() {
    set(RunFields.KEEPS_DATA, "true");
  }

  /** Records the question that an operator has to answer before this run can end as WARMED. */
  public void question(Optional<String> question) {
    set(QUESTION, question.orElse(""));
  }

  /** Returns that question; empty if there is none. */
  public Optional<String> question() {
    return get(QUESTION);
  }

  public Optional<SourcePin> pin(String source) {
    return RunFields.pin(fields, source);
  }

  public void phase(WarmupPhase phase, Moment now) {
    RunFields.phase(fields, phase, now);
    store.save();
  }

  /** Records for how long Dynomite's queue is complete in the hand-over, in milliseconds. */
  public void queueMillis(long most) {
    set(RunFields.QUEUE, String.valueOf(most));
  }

  public void ending(WarmupOutcome outcome) {
    set(RunFields.ENDING, outcome.name());
  }

  /** Returns the run that has not reached its end; empty if there is none. */
  public Optional<InterruptedRun> unfinished() {
    return RunFields.read(fields);
  }

  /** Returns the identifier that distinguishes the runs of this file from others on the node. */
  public String owner() {
    return owner(true);
  }

  /** Returns the identifier; empty if there is none and {@code make} is false. */
  public String owner(boolean make) {
    if (!make) {
      return fields.getProperty(OWNER, "");
    }
    set(OWNER, fields.getProperty(OWNER, UUID.randomUUID().toString()));
    return fields.getProperty(OWNER);
  }

  /** Returns whether Dynomite was put into STANDBY between runs and has to be put back. */
  public boolean standby() {
    return Boolean.parseBoolean(fields.getProperty(STANDBY, ""));
  }

  public void standby(boolean set) {
    set(STANDBY, String.valueOf(set));
  }

  /** Returns the settings of the local Redis that a run has changed. */
  public ChangedSettings settings() {
    return new ChangedSettings(fields, store::save);
  }

  /**
   * Records that the run has reached its end. Otherwise the next run would drop the data, so a file
   * that cannot be written is deleted, unless it names something that has to be restored, or the
   * run left the node cold.
   */
  public void finished() {
    if (removeRun() && !store.save() && settings().all().isEmpty() && !standby() && !leftCold()) {
      store.delete();
    }
  }

  private boolean removeRun() {
    return fields
        .keySet()
        .removeIf(
            k ->
                k.toString().startsWith(OF_A_RUN)
                    && !k.toString().startsWith(ChangedSettings.PREFIX));
  }

  /** Returns the number of the last run that began on this node; 0 if there was none. */
  public long lastRun() {
    return HistoryFields.lastRun(fields);
  }

  /** Records the id of a run that begins, so that no later run gets the same one. */
  public void runBegins(String id) {
    set(HistoryFields.LAST_RUN, id);
  }

  /** Returns the last runs, latest first. Invalid lines are left out. */
  public List<RunRecord> history() {
    return HistoryFields.read(fields);
  }

  /** Records at most {@link RunHistory#MOST} runs, latest first. */
  public void history(List<RunRecord> latestFirst) {
    HistoryFields.write(fields, latestFirst);
    store.save();
  }

  private Optional<String> get(String key) {
    String value = fields.getProperty(key, "").trim();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
