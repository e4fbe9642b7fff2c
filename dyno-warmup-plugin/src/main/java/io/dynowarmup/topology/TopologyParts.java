package io.dynowarmup.topology;

import io.dynowarmup.Endpoint;
import io.dynowarmup.Peer;
import io.dynowarmup.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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

  /** Whether the peers' source tells one token of each node only. */
  boolean oneTokenOfEach;

  final Origins origins = new Origins();
  final List<String> notes = new ArrayList<>();
}
