// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fields of the state file that describe a run that has not reached its end. */
final class RunFields {
  static final String QUEUE = "run.queue.msec";
  static final String ENDING = "run.ending";

  private static final Logger LOG = LoggerFactory.getLogger(RunFields.class);
  private static final String SOURCE = "run.source";
  private static final String PHASE = "run.phase";
  private static final String PHASE_SINCE = "run.phase.since.epoch.msec";
  private static final String PHASE_SINCE_NANOS = "run.phase.since.nanos";
  private static final String STARTED = "run.started.epoch.msec";
  private static final String STARTED_NANOS = "run.started.nanos";
  private static final String REDIS_RUN_ID = "run.redis.run_id";
  static final String KEEPS_DATA = "run.keeps.data";
  private static final String PIN = "run.source.pin";

  private RunFields() {}

  /** Writes the fields of a run that begins to change the node. */
  static void write(
      Properties fields,
      Endpoint source,
      SourcePin pin,
      String redisRunId,
      Moment started,
      boolean keepsData) {
    fields.setProperty(SOURCE, source.toString());
    fields.setProperty(PIN, pin.text());
    fields.setProperty(REDIS_RUN_ID, redisRunId);
    StateFields.moment(fields, STARTED, STARTED_NANOS, started);
    fields.remove(ENDING);
    fields.setProperty(KEEPS_DATA, String.valueOf(keepsData));
  }

  static void phase(Properties fields, WarmupPhase phase, Moment now) {
    fields.setProperty(PHASE, phase.name());
    StateFields.moment(fields, PHASE_SINCE, PHASE_SINCE_NANOS, now);
  }

  static Optional<SourcePin> pin(Properties fields, String source) {
    return get(fields, PIN).flatMap(text -> SourcePin.parse(source, text));
  }

  /** Reads the run; empty if there is none. */
  static Optional<InterruptedRun> read(Properties fields) {
    return source(fields)
        .map(
            source ->
                new InterruptedRun.Builder()
                    .source(source)
                    .phase(get(fields, PHASE).flatMap(p -> StateFields.known(WarmupPhase.class, p)))
                    .phaseSince(StateFields.moment(fields, PHASE_SINCE, PHASE_SINCE_NANOS))
                    .started(StateFields.moment(fields, STARTED, STARTED_NANOS))
                    .redisRunId(get(fields, REDIS_RUN_ID))
                    .ending(
                        get(fields, ENDING).flatMap(o -> StateFields.known(WarmupOutcome.class, o)))
                    .queueMillis(
                        get(fields, QUEUE)
                            .filter(text -> text.matches("\\d{1,9}"))
                            .map(text -> OptionalLong.of(Long.parseLong(text)))
                            .orElse(OptionalLong.empty()))
                    .keptData(Boolean.parseBoolean(fields.getProperty(KEEPS_DATA, "")))
                    .build());
  }

  private static Optional<Endpoint> source(Properties fields) {
    try {
      return get(fields, SOURCE).map(Endpoint::parse);
    } catch (IllegalArgumentException e) {
      LOG.warn("State file names no valid source: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> get(Properties fields, String key) {
    String value = fields.getProperty(key, "").trim();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
