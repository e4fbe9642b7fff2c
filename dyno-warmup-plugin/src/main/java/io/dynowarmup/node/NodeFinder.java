// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.config.RedisSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.GuardedAdmin;
import io.dynowarmup.dynomite.traffic.DynomiteHealth;
import io.dynowarmup.dynomite.traffic.QueueFlush;
import io.dynowarmup.dynomite.traffic.TrafficGate;
import io.dynowarmup.node.dynomite.AwaitedStart;
import io.dynowarmup.node.dynomite.ClientPort;
import io.dynowarmup.node.dynomite.DynomiteAnswer;
import io.dynowarmup.node.dynomite.LocalDynomite;
import io.dynowarmup.node.dynomite.OwnAdmin;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.SecondTry;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.CheckpointFile;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.state.StopNoteFile;
import io.dynowarmup.time.Pause;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Builds the node from the settings and the topology. Opens only files. */
public final class NodeFinder {
  /** Where the password is if no setting holds it. */
  private static final String YML = "redis_requirepass of dynomite.yml";

  private final EngineHost host;
  private final WarmupConfig config;

  public NodeFinder(EngineHost host, WarmupConfig config) {
    this.host = host;
    this.config = config;
  }

  public Node find() {
    return find(topology());
  }

  /** Returns the topology, completed with the answers of the peers' Dynomites. */
  public Topology topology() {
    return new PeerAddresses(host, config).in(host.readTopology(config));
  }

  /** Returns the current state file of the node, without a lock. */
  public StateFile stateOf(Topology topology) {
    StateLocation location = StateLocation.of(config, topology);
    return StateFile.open(location.adopted(), location.node());
  }

  public Node find(Topology topology) {
    StateLocation location = StateLocation.of(config, topology);
    Path stateFile = location.adopted();
    RunLock lock = RunLock.take(stateFile);
    StateFile state = StateFile.open(stateFile, location.node());
    List<String> notes = new ArrayList<>(location.notes());
    lock.problem()
        .ifPresent(
            problem -> {
              state.silent();
              notes.add(problem);
            });
    RedisNode redis = localRedis(topology);
    ClientPort clientPort =
        new ClientPort(host.redisConnector(), topology.clientAddress(), clientAccess());
    OwnAdmin admin =
        new OwnAdmin(
            new GuardedAdmin(
                host.dynomiteAdmin(config, topology), clientPort::listens, host.ticker()),
            topology.ownDynomite());
    NodeMark mark =
        new NodeMark(
            () -> localRedis(topology),
            NodeRecord.nodeName(topology.datacenter(), topology.rack()),
            NodeRecord.tokens(topology.tokens()),
            state::owner,
            host.ticker());
    Pause pause = mark.renewing(host.pause());
    return new Node(
        topology,
        redis,
        peerAccess(topology),
        admin,
        dynomite(topology, redis, state, admin, process(clientPort, pause), pause),
        state,
        new CheckpointFile(stateFile),
        new StopNoteFile(stateFile, location.node()),
        new SettingsJournal(redis, state),
        lock,
        mark,
        pause,
        notes,
        health(topology),
        fitness(redis, topology));
  }

  private LocalDynomite dynomite(
      Topology topology,
      RedisNode redis,
      StateFile state,
      OwnAdmin admin,
      DynomiteProcess process,
      Pause pause) {
    TrafficGate gate = new TrafficGate(admin, host.ticker(), pause);
    BootstrapState bootstrap = state.bootstrap().state(config.requiresBootstrap());
    if (state.standby() || bootstrap.isClosed()) {
      gate.adopt(DynomiteState.STANDBY);
    }
    QueueFlush queue =
        new QueueFlush(
            host.redisConnector(),
            topology.clientAddress(),
            clientAccess(),
            redis,
            gate,
            probeKeys(topology),
            host.ticker(),
            pause);
    LocalDynomite dynomite =
        new LocalDynomite(
            admin, process, gate, queue, redis, host.ticker(), config.dynomiteStartMillis());
    dynomite.inService(inService(bootstrap));
    return dynomite;
  }

  /** Returns the state of Dynomite in which a node has to be between runs. */
  public static DynomiteState inService(BootstrapState bootstrap) {
    if (!bootstrap.isClosed()) {
      return DynomiteState.NORMAL;
    }
    return bootstrap == BootstrapState.BOOTSTRAPPED
        ? DynomiteState.RESUMING
        : DynomiteState.STANDBY;
  }

  /**
   * Returns why a run, of whichever process, works on the node; empty if none is found.
   *
   * @throws WarmupException if the local Redis does not answer
   */
  public Optional<String> run(Topology topology) {
    try (RedisNode redis = localRedis(topology);
        NodeMark mark = new NodeMark(() -> localRedis(topology), "", "", () -> "", host.ticker())) {
      return mark.anotherRun(redis.info());
    }
  }

  /**
   * Takes the lock of the runs, which lock the same file.
   *
   * @throws WarmupException ALREADY_RUNNING while another process holds it
   */
  public RunLock lock(Topology topology) {
    return RunLock.take(StateLocation.of(config, topology).adopted());
  }

  public NodeFitness fitness(RedisNode redis, Topology topology) {
    return new NodeFitness(redis, localAccess(topology), peerAccess(topology));
  }

  public RedisNode localRedis(Topology topology) {
    return host.redisConnector()
        .connect(topology.redis(), localAccess(topology))
        .with(new SecondTry());
  }

  public DynomiteHealth health(Topology topology) {
    String key = topology.ownedKeys(probePrefix(topology), 1).get(0);
    return new DynomiteHealth(host.redisConnector(), topology.clientAddress(), clientAccess(), key);
  }

  public RedisAccess localAccess(Topology topology) {
    return localAccess(topology, topology.redisPassword())
        .readFrom(
            config.redis().isPasswordSet() ? "redis.password" : YML,
            () -> now(finder -> finder.localAccess(topology, finder.ymlPassword(topology))));
  }

  /**
   * Returns the credentials for the peers. Without a setting they equal those of the local Redis,
   * even if these come from Dynomite's own password.
   */
  public RedisAccess peerAccess(Topology topology) {
    return peerAccess(topology, topology.redisPassword())
        .readFrom(
            config.peerRedis().isPasswordSet() ? "peer.redis.password or redis.password" : YML,
            () -> now(finder -> finder.peerAccess(topology, finder.ymlPassword(topology))));
  }

  /** Reads with the settings of this moment. */
  private RedisAccess now(Function<NodeFinder, RedisAccess> read) {
    return read.apply(new NodeFinder(host, host.readConfig()));
  }

  private Secret ymlPassword(Topology topology) {
    return config
        .dynomiteYml()
        .map(path -> DynomiteYml.settled(path).redisPassword())
        .orElseGet(topology::redisPassword);
  }

  private RedisAccess localAccess(Topology topology, Secret ofYml) {
    return access(config.redis().orPassword(ofYml), topology);
  }

  private RedisAccess peerAccess(Topology topology, Secret ofYml) {
    return access(config.peerRedis().orPassword(ofYml), topology);
  }

  private RedisAccess access(RedisSettings redis, Topology topology) {
    return new RedisAccess(
            redis.username(), redis.password(), redis.tls(), (int) config.redisTimeoutMillis())
        .withMarkers(markers(topology));
  }

  /**
   * Returns the keys of the probes through the local Dynomite.
   *
   * @throws WarmupException NO_TOPOLOGY if it is not known which keys belong to this node
   */
  public static List<String> probeKeys(Topology topology) {
    int probes = QueueFlush.probes(topology.dynomite().datastoreConnections());
    return topology.ownedKeys(probePrefix(topology), probes);
  }

  /**
   * Returns the prefix of the probes, another one in each rack. A probe deletes its key. Dynomite
   * passes the DEL of a node in another rack on to this node, which must not take it for its own.
   */
  private static String probePrefix(Topology topology) {
    CRC32 place = new CRC32();
    String rack = topology.datacenter() + "/" + topology.rack();
    place.update(rack.getBytes(StandardCharsets.UTF_8));
    return OwnKeys.PROBE + ":" + Long.toHexString(place.getValue()) + ":";
  }

  /** Returns the keys of the markers. If they cannot be computed, none are sent either. */
  private static List<String> markers(Topology topology) {
    try {
      List<String> keys = new ArrayList<>(topology.ownedKeys(OwnKeys.MARKER, OwnKeys.MARKERS));
      keys.addAll(probeKeys(topology));
      return keys;
    } catch (WarmupException e) {
      return Collections.emptyList();
    }
  }

  public RedisAnswer probeRedis(Topology topology) {
    return RedisAnswer.with(() -> localRedis(topology));
  }

  public DynomiteAnswer probeDynomite(Topology topology) {
    return DynomiteAnswer.with(
        () -> host.redisConnector().connect(topology.clientAddress(), clientAccess()),
        admin(topology));
  }

  /**
   * Returns the admin port through which every state is set. It never sends a state to another
   * node's Dynomite.
   */
  public OwnAdmin admin(Topology topology) {
    return new OwnAdmin(host.dynomiteAdmin(config, topology), topology.ownDynomite());
  }

  private DynomiteProcess process(ClientPort clientPort, Pause pause) {
    return new AwaitedStart(
        host.dynomiteProcess(config),
        clientPort::listens,
        clientPort.toString(),
        host.ticker(),
        pause,
        config.dynomiteStartMillis());
  }

  /** Returns the credentials for Dynomite's client port, which supports neither users nor TLS. */
  private RedisAccess clientAccess() {
    return RedisAccess.plain((int) config.redisTimeoutMillis());
  }
}
