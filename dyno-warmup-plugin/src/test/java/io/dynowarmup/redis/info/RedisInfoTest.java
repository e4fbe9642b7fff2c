// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.Test;

public class RedisInfoTest {
  private static final String MASTER =
      "# Replication\r\n"
          + "role:master\r\n"
          + "connected_slaves:2\r\n"
          + "slave0:ip=10.0.0.9,port=6379,state=wait_bgsave,offset=0,lag=0\r\n"
          + "slave1:ip=fe80::7,port=22122,state=online,offset=43891,lag=1\r\n"
          + "master_replid:346e52a0aae5cc3ddf1634e7188c19ef6fc51e01\r\n"
          + "master_repl_offset:43895\r\n";
  private static final String REPLICA =
      "# Replication\r\n"
          + "role:slave\r\n"
          + "master_host:127.0.0.71\r\n"
          + "master_port:22122\r\n"
          + "master_link_status:up\r\n"
          + "master_last_io_seconds_ago:1\r\n"
          + "master_sync_in_progress:0\r\n"
          + "slave_repl_offset:43891\r\n"
          + "slave_read_only:1\r\n"
          + "connected_slaves:0\r\n"
          + "master_replid:346e52a0aae5cc3ddf1634e7188c19ef6fc51e01\r\n"
          + "master_repl_offset:43891\r\n";
  private static final String SYNCING =
      "role:slave\r\n"
          + "master_link_status:down\r\n"
          + "master_last_io_seconds_ago:-1\r\n"
          + "master_sync_in_progress:1\r\n"
          + "slave_repl_offset:-1\r\n"
          + "master_sync_total_bytes:0\r\n"
          + "master_sync_read_bytes:4096\r\n"
          + "master_sync_left_bytes:-4096\r\n"
          + "master_link_down_since_seconds:-1\r\n";

  @Test
  public void readsFieldsAndSkipsHeadingsAndBrokenLines() {
    RedisInfo info =
        RedisInfo.parse(
            "# Server\r\nredis_version:7.0.15\nos:Linux: 6.1\r\n\r\n:x\r\nno colon\r\n");
    assertEquals(Optional.of("7.0.15"), info.get("redis_version"));
    assertEquals(Optional.of("Linux: 6.1"), info.get("os"));
    assertEquals(2, info.fields().size());
    assertEquals(Optional.empty(), info.get("uptime"));
  }

  @Test
  public void theMemoryOfAContainerReplacesThatOfTheMachine() {
    RedisInfo info = RedisInfo.parse("total_system_memory:64000\nused_memory:3500\n");
    assertEquals(87, MemoryUse.of(info.withMachineMemory(4_000)).percent().getAsInt());
    assertEquals(5, MemoryUse.of(info.withMachineMemory(0)).percent().getAsInt());
    assertEquals(5, MemoryUse.of(info.withMachineMemory(99_000)).percent().getAsInt());
    RedisInfo old = RedisInfo.parse("used_memory:3500\n");
    assertEquals(87, MemoryUse.of(old.withMachineMemory(4_000)).percent().getAsInt());
  }

  @Test
  public void aNumberThatIsNoneIsTheOtherValue() {
    RedisInfo info = RedisInfo.parse("a:12\nb:x\nc:99999999999999999999\nd:-3\n");
    assertEquals(12, info.getLong("a", -1));
    assertEquals(-1, info.getLong("b", -1));
    assertEquals(-1, info.getLong("c", -1));
    assertEquals(-3, info.getLong("d", -1));
    assertEquals(5, info.getLong("e", 5));
  }

  @Test
  public void aServerThatLiesAboutItsKeysHasManyOfThem() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      all.append("db").append(i).append(":keys=999999999999999999,expires=0\n");
    }
    assertEquals(1_000_000_000_000_000_000L, RedisInfo.parse(all.toString()).keys());
  }

  @Test
  public void addsTheKeysOfAllDatabases() {
    assertEquals(
        12,
        RedisInfo.parse(
                "db0:keys=10,expires=1,avg_ttl=0\r\ndb15:keys=2\r\ndbx:keys=100\r\ndb1:keys=\r\n")
            .keys());
    assertEquals(0, RedisInfo.parse("db0:keys=99999999999999999999999,expires=1").keys());
    assertEquals(0, RedisInfo.parse("").keys());
  }

  @Test
  public void knowsThatItIsLoading() {
    assertTrue(RedisInfo.parse("loading:1\r\n").loading());
    assertFalse(RedisInfo.parse("loading:0\r\n").loading());
    assertFalse(RedisInfo.parse("").loading());
  }

  @Test
  public void readsAMasterAndItsReplicas() {
    ReplicationInfo r = RedisInfo.parse(MASTER).replication();
    assertTrue(r.isMaster());
    assertFalse(r.isReplica());
    assertEquals(OptionalLong.of(43895), r.masterOffset());
    assertEquals(2, r.connectedReplicas());
    assertEquals(2, r.replicas().size());
    ReplicaLine ours = r.replicas().get(1);
    assertEquals("fe80::7", ours.ip());
    assertTrue(ours.isAt(22122));
    assertEquals(OptionalLong.of(43891), ours.offset());
    assertTrue(ours.online());
    assertFalse(r.replicas().get(0).online());
    assertEquals("wait_bgsave", r.replicas().get(0).state());
  }

  @Test
  public void findsReplicasBehindHolesAndAWrongCount() {
    ReplicationInfo r =
        RedisInfo.parse("connected_slaves:1\nslave3:ip=a,port=1\nslave5:ip=b,port=2\n")
            .replication();
    assertEquals(2, r.replicas().size());
    assertEquals("b", r.replicas().get(1).ip());
    assertEquals(
        0, RedisInfo.parse("connected_slaves:999999999999").replication().replicas().size());
  }

  @Test
  public void readsAReplica() {
    ReplicationInfo r = RedisInfo.parse(REPLICA).replication();
    assertTrue(r.isReplica());
    assertTrue(r.linkUp());
    assertFalse(r.syncInProgress());
    assertEquals("127.0.0.71", r.masterHost());
    assertEquals("127.0.0.71:22122", r.master());
    assertTrue(r.isReplicaOf(new Endpoint("127.0.0.71", 22122)));
    assertFalse(r.isReplicaOf(new Endpoint("127.0.0.71", 22123)));
    assertFalse(r.isReplicaOf(new Endpoint("127.0.0.72", 22122)));
    assertEquals(OptionalLong.of(43891), r.replicaOffset());
    assertTrue(r.replicaReadOnly());
    assertEquals(40, r.replid().length());
  }

  @Test
  public void readsADisklessSyncThatIsGoingOn() {
    ReplicationInfo r = RedisInfo.parse(SYNCING).replication();
    assertFalse(r.linkUp());
    assertTrue(r.syncInProgress());
    assertEquals(OptionalLong.of(0), r.syncTotalBytes());
    assertEquals(OptionalLong.of(4096), r.syncReadBytes());
    assertEquals(OptionalLong.empty(), r.linkDownSinceSeconds());
  }

  @Test
  public void aValueThatIsMissingOrWrongIsEmpty() {
    ReplicationInfo r = RedisInfo.parse("master_port:99999999\n").replication();
    assertEquals("", r.role());
    assertEquals("", r.masterHost());
    assertEquals(OptionalLong.empty(), r.masterPort());
    assertEquals(OptionalLong.empty(), r.masterOffset());
    assertEquals(OptionalLong.empty(), r.replicaOffset());
    assertFalse(r.replicaReadOnly());
    ReplicaLine line = ReplicaLine.parse("ip,=,port=99999999999,state,offset=x,,");
    assertEquals("", line.ip());
    assertEquals(":?", line.address());
    assertEquals(OptionalLong.empty(), line.offset());
  }

  @Test
  public void noTextBreaksTheParser() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      char[] text = (MASTER + REPLICA + "db0:keys=10,expires=1\r\n").toCharArray();
      for (int n = random.nextInt(60); n >= 0; n--) {
        text[random.nextInt(text.length)] = (char) random.nextInt(128);
      }
      RedisInfo info = RedisInfo.parse(new String(text));
      info.keys();
      info.replication().replicas().forEach(ReplicaLine::toString);
    }
  }
}
