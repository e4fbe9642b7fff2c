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

/** A topology while it is being put together; filled in one place, read in one. */
final class TopologyParts {
  List<Long> tokens = Collections.emptyList();
  String rack = "";
  String datacenter = "";
  Endpoint redis;

  /** Rack and data centre as dynomite.yml names them. */
  Optional<List<String>> ymlPlace = Optional.empty();

  /** The storage as dynomite.yml names it. */
  Optional<Endpoint> ymlStorage = Optional.empty();

  String adminUrl = "";
  Endpoint clientAddress;
  Endpoint dynListen;
  DynomiteSettings dynomite = DynomiteSettings.DEFAULTS;
  Secret redisPassword = Secret.NONE;
  List<Peer> peers = Collections.emptyList();

  /** Those of the peers whose Redis nobody has named. */
  Set<Peer> assumed = Collections.emptySet();

  /** The admin port of each peer that has told its Redis there. */
  Map<Peer, Endpoint> admins = Collections.emptyMap();

  /** Where the Redis of each peer is known from, for people; empty where that was not asked. */
  String peerRedis = "";

  /** Whether the peers' source tells one token of each node only. */
  boolean oneTokenOfEach;

  Origins origins = new Origins();
  List<String> notes = new ArrayList<>();

  /** Whose fields may be set to something else. */
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
