// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws;

import io.dynowarmup.time.Ticker;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Configures every client of this module: time-outs, retries with back-off, and a log line when the
 * server limits the rate. Credentials come from the SDK's default chain.
 */
public final class AwsClients {
  /** Attempts for one request, the first one included. */
  private static final int ATTEMPTS = 6;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration FIRST_DELAY_THROTTLED = Duration.ofMillis(500);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  private final Ticker ticker;
  private final BackoffStrategy afterFailure;
  private final BackoffStrategy afterThrottling;

  private AwsClients(Ticker ticker, BackoffStrategy afterFailure, BackoffStrategy afterThrottling) {
    this.ticker = ticker;
    this.afterFailure = afterFailure;
    this.afterThrottling = afterThrottling;
  }

  /** Returns clients that wait before each retry: from 100 ms, or 500 ms if throttled, to 10 s. */
  public static AwsClients create(Ticker ticker) {
    return new AwsClients(
        ticker,
        BackoffStrategy.exponentialDelay(FIRST_DELAY, LONGEST_DELAY),
        BackoffStrategy.exponentialDelay(FIRST_DELAY_THROTTLED, LONGEST_DELAY));
  }

  /** Returns clients that retry at once, for tests. */
  public static AwsClients withoutDelays(Ticker ticker) {
    BackoffStrategy immediately = BackoffStrategy.retryImmediately();
    return new AwsClients(ticker, immediately, immediately);
  }

  /**
   * Sets time-outs, retries and the log on the builder of a client.
   *
   * @param attemptMillis how long one attempt of a request may take, in milliseconds
   * @param server the store or the queue, for the log
   */
  public void configure(AwsClientBuilder<?, ?> builder, long attemptMillis, String server) {
    builder.overrideConfiguration(
        ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofMillis(attemptMillis))
            .addExecutionInterceptor(new ThrottleLog(server, ticker))
            .retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(ATTEMPTS)
                    .backoffStrategy(afterFailure)
                    .throttlingBackoffStrategy(afterThrottling)
                    .circuitBreakerEnabled(false)
                    .build())
            .build());
  }

  /**
   * Creates the HTTP client of the JDK.
   *
   * @param silenceMillis how long a connection may be silent, in milliseconds
   */
  public static SdkHttpClient http(long silenceMillis) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT)
        .socketTimeout(Duration.ofMillis(silenceMillis))
        .build();
  }
}
