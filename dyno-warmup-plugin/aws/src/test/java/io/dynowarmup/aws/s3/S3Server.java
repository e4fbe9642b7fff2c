// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.s3;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.rules.ExternalResource;

/** S3Proxy, a real server of S3's protocol, with objects in memory; behind a {@link Front}. */
public final class S3Server extends ExternalResource {
  static final String KEY = "test-key";
  static final String SECRET = "test-secret-0123456789";

  private BlobStoreContext objects;
  private S3Proxy server;
  private Front front;

  @Override
  protected void before() throws Exception {
    System.setProperty("aws.accessKeyId", KEY);
    System.setProperty("aws.secretAccessKey", SECRET);
    objects =
        ContextBuilder.newBuilder("transient-nio2")
            .credentials("identity", "credential")
            .overrides(new Properties())
            .build(BlobStoreContext.class);
    server =
        S3Proxy.builder()
            .blobStore(objects.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .build();
    server.start();
    front = new Front(server.getPort());
  }

  @Override
  protected void after() {
    try {
      front.close();
      server.stop();
      objects.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Front front() {
    return front;
  }

  /** Returns the URI of an empty store in a new bucket. */
  String newStore() {
    String bucket = "b-" + UUID.randomUUID();
    objects.getBlobStore().createContainerInLocation(null, bucket);
    return storeIn(bucket);
  }

  /** Returns the URI of a store in a bucket, which need not exist. */
  String storeIn(String bucket) {
    return "s3://"
        + bucket
        + "/some/prefix?path-style=true&endpoint="
        + URLEncoder.encode("http://127.0.0.1:" + front.port(), StandardCharsets.UTF_8);
  }
}
