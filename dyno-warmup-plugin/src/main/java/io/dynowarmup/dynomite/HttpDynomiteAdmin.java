// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.time.Ticker;

/** Dynomite's admin port over HTTP. */
public final class HttpDynomiteAdmin implements DynomiteAdmin {
  /** Default limit for an answer in ms. */
  public static final int DEFAULT_LIMIT_MILLIS = 1000;

  private final String url;
  private final AdminExchange exchange;

  /**
   * Creates an admin port with the default limit.
   *
   * @param url {@code http://host:port}
   * @throws WarmupException BAD_CONFIG if the URL has another form
   */
  public HttpDynomiteAdmin(String url, Ticker ticker) {
    this(url, ticker, DEFAULT_LIMIT_MILLIS);
  }

  /**
   * Creates an admin port.
   *
   * @param limitMillis limit for one answer in ms, from the connection to its last byte, 1 or more
   */
  public HttpDynomiteAdmin(String url, Ticker ticker, int limitMillis) {
    Endpoint endpoint = AdminUrl.parse(url);
    this.url = "http://" + endpoint;
    this.exchange = new AdminExchange(endpoint, ticker, limitMillis);
  }

  @Override
  public DynomiteState state() {
    try {
      return StateAnswer.parse(exchange.get("/state/get_state"));
    } catch (WarmupException e) {
      return DynomiteState.UNREACHABLE;
    }
  }

  @Override
  public void request(DynomiteState state) {
    if (state.path().isEmpty()) {
      throw new IllegalArgumentException(state + " is not a state that can be requested");
    }
    exchange.get("/state/" + state.path(), "OK");
  }

  @Override
  public DynomiteInfo info() {
    return DynomiteInfo.parse(exchange.get("/info", "{"), "/info of " + url);
  }

  @Override
  public ClusterDescription clusterDescribe() {
    String text = exchange.get("/cluster_describe", "{");
    return ClusterDescription.parse(text, "/cluster_describe of " + url);
  }
}
