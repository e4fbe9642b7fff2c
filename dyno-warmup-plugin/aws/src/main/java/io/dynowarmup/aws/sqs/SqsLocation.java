// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.aws.AwsClients;
import io.dynowarmup.aws.AwsEndpoint;
import io.dynowarmup.chunk.store.UriOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * The location of a queue: {@code sqs://name?endpoint=…&region=…}, or {@code sqs:name}. Immutable.
 */
final class SqsLocation {
  static final String SCHEME = "sqs";

  /** Ends the name of the queue of dead letters. */
  private static final String DEAD = "-dead";

  /** A name has at most 80 characters, that of the queue of dead letters too. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}");

  /** Longer than the 20 s for which a request waits for a message. */
  private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private static final long ATTEMPT_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private final String name;
  private final AwsEndpoint endpoint;

  private SqsLocation(String name, AwsEndpoint endpoint) {
    this.name = name;
    this.endpoint = endpoint;
  }

  /**
   * Reads a URI.
   *
   * @throws WarmupException BAD_ARGUMENT if it is not valid
   */
  static SqsLocation of(URI uri) {
    UriOptions options = UriOptions.of(uri, AwsEndpoint.ENDPOINT, AwsEndpoint.REGION);
    String name = uri.getRawSchemeSpecificPart().replaceAll("\\?.*", "").replaceAll("^//|/$", "");
    if (!NAME.matcher(name).matches()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "'"
              + uri
              + "': '"
              + name
              + "' is not a name of a queue; allowed are up to 75 letters, digits, - and _, such as"
              + " sqs://warm-up");
    }
    return new SqsLocation(name, AwsEndpoint.of(uri, options));
  }

  String name() {
    return name;
  }

  String deadLetterName() {
    return name + DEAD;
  }

  SqsClient connect(AwsClients clients) {
    SqsClientBuilder builder = SqsClient.builder().httpClient(AwsClients.http(SILENCE_MILLIS));
    endpoint.applyTo(builder);
    clients.configure(builder, ATTEMPT_MILLIS, toString());
    return builder.build();
  }

  @Override
  public String toString() {
    return "sqs://" + name;
  }
}
