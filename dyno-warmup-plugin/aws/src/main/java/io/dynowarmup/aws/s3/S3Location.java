// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.aws.AwsClients;
import io.dynowarmup.aws.AwsEndpoint;
import io.dynowarmup.chunk.store.ObjectNames;
import io.dynowarmup.chunk.store.UriOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The location of a store: {@code s3://bucket/prefix?endpoint=…&region=…&path-style=true}.
 * Immutable.
 */
final class S3Location {
  static final String SCHEME = "s3";

  private static final String PATH_STYLE = "path-style";

  /**
   * Names of buckets, as in Amazon's <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">rules</a>,
   * and capitals and underscores, which older buckets and other servers have.
   */
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  /** The limit for one attempt. A chunk of 64 MB then needs a link of at least 110 KB/s. */
  private static final long ATTEMPT_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  /** The JDK's client waits 5 s for a server that does not answer "Expect: 100-continue". */
  private static final S3Configuration WITHOUT_EXPECT =
      S3Configuration.builder().expectContinueEnabled(false).build();

  private final String bucket;
  private final String prefix;
  private final AwsEndpoint endpoint;
  private final boolean pathStyle;

  private S3Location(String bucket, String prefix, AwsEndpoint endpoint, boolean pathStyle) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.endpoint = endpoint;
    this.pathStyle = pathStyle;
  }

  /**
   * Reads a URI.
   *
   * @throws WarmupException BAD_ARGUMENT if it is not valid
   */
  static S3Location of(URI uri) {
    UriOptions options = UriOptions.of(uri, AwsEndpoint.ENDPOINT, AwsEndpoint.REGION, PATH_STYLE);
    String bucket = uri.getRawAuthority();
    if (bucket == null || !BUCKET.matcher(bucket).matches()) {
      throw refused(uri, "names no bucket; write for example s3://bucket/prefix");
    }
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    return new S3Location(
        bucket,
        path.isEmpty() ? "" : ObjectNames.check(path) + "/",
        AwsEndpoint.of(uri, options),
        flag(uri, options));
  }

  private static boolean flag(URI uri, UriOptions options) {
    String value = options.get(PATH_STYLE).orElse("false");
    if (!"true".equals(value) && !"false".equals(value)) {
      throw refused(uri, PATH_STYLE + " is '" + value + "'; allowed are true and false");
    }
    return "true".equals(value);
  }

  private static WarmupException refused(URI uri, String why) {
    return new WarmupException(Reason.BAD_ARGUMENT, "'" + uri + "': " + why);
  }

  String bucket() {
    return bucket;
  }

  /** Returns the key of an object in the bucket. */
  String key(String name) {
    return prefix + name;
  }

  /** Returns the name of an object of this store; its key begins with the prefix. */
  String name(String key) {
    return key.substring(prefix.length());
  }

  /**
   * Creates a client. It sends the MD5 of each object, which all servers check, in place of the
   * checksums that only newer ones know.
   */
  S3Client connect(AwsClients clients) {
    return connect(clients, SILENCE_MILLIS);
  }

  /**
   * Creates a client like {@link #connect(AwsClients)}.
   *
   * @param silenceMillis how long a connection may be silent, in milliseconds
   */
  S3Client connect(AwsClients clients, long silenceMillis) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(AwsClients.http(silenceMillis))
            .forcePathStyle(pathStyle)
            .serviceConfiguration(WITHOUT_EXPECT)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    endpoint.applyTo(builder);
    clients.configure(builder, ATTEMPT_MILLIS, toString());
    return builder.build();
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix;
  }
}
