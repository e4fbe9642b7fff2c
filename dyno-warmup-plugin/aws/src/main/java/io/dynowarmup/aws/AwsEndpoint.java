// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.UriOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * The address of a server: the options {@code endpoint} and {@code region} of a URI. Without an
 * endpoint, it is Amazon's address for the region. Without a region, the SDK's default chain finds
 * one: the environment, the profile, the metadata of the instance. Immutable.
 */
public final class AwsEndpoint {
  public static final String ENDPOINT = "endpoint";
  public static final String REGION = "region";

  /** Servers other than Amazon's accept any region, but the SDK needs one to sign requests. */
  private static final Region ANY = Region.US_EAST_1;

  private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9-]{2,40}");

  private final Optional<URI> endpoint;
  private final Optional<Region> region;

  private AwsEndpoint(Optional<URI> endpoint, Optional<Region> region) {
    this.endpoint = endpoint;
    this.region = region;
  }

  /**
   * Reads the options.
   *
   * @throws WarmupException BAD_ARGUMENT if one of them is not valid
   */
  public static AwsEndpoint of(URI uri, UriOptions options) {
    return new AwsEndpoint(
        options.get(ENDPOINT).map(text -> endpoint(uri, text)),
        options.get(REGION).map(text -> region(uri, text)));
  }

  private static URI endpoint(URI uri, String text) {
    try {
      URI endpoint = new URI(text);
      boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
      if (web && endpoint.getHost() != null && endpoint.getRawUserInfo() == null) {
        return endpoint;
      }
    } catch (URISyntaxException e) {
      // refused below, like any other text that is not an address
    }
    throw new WarmupException(
        Reason.BAD_ARGUMENT,
        "'" + uri + "': the endpoint is not an address such as https://s3.example.com:9000");
  }

  private static Region region(URI uri, String text) {
    if (!REGION_NAME.matcher(text).matches()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "'" + uri + "': the region '" + text + "' is not a name such as eu-central-1");
    }
    return Region.of(text);
  }

  /** Sets both on the builder of a client. */
  public void applyTo(AwsClientBuilder<?, ?> builder) {
    endpoint.ifPresent(builder::endpointOverride);
    Optional<Region> chosen = region;
    if (!chosen.isPresent() && endpoint.isPresent()) {
      chosen = Optional.of(ANY);
    }
    chosen.ifPresent(builder::region);
  }
}
