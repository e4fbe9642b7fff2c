// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.topology.yml.DynomiteSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A topology while it is being assembled; a {@link Topology} is created from it. */
final class TopologyParts {
  List<Long> tokens = Collections.emptyList();
  String rack = "";
  String datacenter = "";
  Endpoint redis;

  /** Rack and data centre in dynomite.yml. */
  Optional<List<String>> ymlPlace = Optional.empty();

  /** The storage in dynomite.yml. */
  Optional<Endpoint> ymlStorage = Optional.empty();

  String adminUrl = "";
  Endpoint clientAddress;
  Endpoint dynListen;
  DynomiteSettings dynomite = DynomiteSettings.DEFAULTS;
  Secret redisPassword = Secret.NONE;
  List<Peer> peers = Collections.emptyList();

  /** The peers whose Redis address no source names. */
  Set<Peer> assumed = Collections.emptySet();

  /** The admin port of each peer that reported its Redis there. */
  Map<Peer, Endpoint> admins = Collections.emptyMap();

  /** The sources of the peers' Redis addresses, for display; empty if no peer was asked. */
  String peerRedis = "";

  /** Whether the source of the peers contains only one token of each node. */
  boolean oneTokenOfEach;

  Origins origins = new Origins();
  List<String> notes = new ArrayList<>();

  /** Returns a copy whose fields can be changed. */
  TopologyParts copy() {
    TopologyParts copy = new TopologyParts();
    copy.tokens = tokens;
    copy.rack = rack;
    copy.datacenter = datacenter;
    copy.redis = redis;
    copy.ymlPlace = ymlPlace;
    copy.ymlStorage = ymlStorage;
    copy.adminUrl = adminUrl;
    copy.clientAddress = clientAddress;
    copy.dynListen = dynListen;
    copy.dynomite = dynomite;
    copy.redisPassword = redisPassword;
    copy.peers = peers;
    copy.assumed = assumed;
    copy.peerRedis = peerRedis;
    copy.admins = admins;
    copy.oneTokenOfEach = oneTokenOfEach;
    copy.origins = origins;
    copy.notes = notes;
    return copy;
  }
}
