// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import io.dynowarmup.api.NodeCondition;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.jmx.LocalReading;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers the requests for each path from the state of the warm-up at that moment. */
final class Pages {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Warmup warmup;
  private final Function<BeanSnapshot, String> json;

  /**
   * @param json writes what {@code status --json} prints
   */
  Pages(Warmup warmup, Function<BeanSnapshot, String> json) {
    this.warmup = warmup;
    this.json = json;
  }

  Answer get(String path) throws IOException {
    switch (path) {
      case "/healthz":
        return Answer.text(OK, "ok");
      case "/readyz":
        return ready(warmup.condition());
      case "/status":
        byte[] body = json.apply(reading()).getBytes(StandardCharsets.UTF_8);
        return new Answer(OK, "application/json", body);
      case "/metrics":
        return metrics();
      default:
        return Answer.text(
            NOT_FOUND, "not found: " + path + "; there are /healthz, /readyz, /status, /metrics");
    }
  }

  private BeanSnapshot reading() {
    return BeanSnapshot.of(LocalReading.of(warmup));
  }

  private static Answer ready(NodeCondition condition) {
    boolean ready = condition.state() == NodeState.SERVING;
    return Answer.text(ready ? OK : UNAVAILABLE, condition.toString());
  }

  private Answer metrics() throws IOException {
    PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, NodeMetrics.of(reading()));
    return new Answer(OK, writer.getContentType(), out.toByteArray());
  }
}
