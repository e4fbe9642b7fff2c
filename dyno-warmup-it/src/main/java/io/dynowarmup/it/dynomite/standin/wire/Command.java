// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A Redis command as Dynomite 0.6.21 treats it. Any other command closes the client's connection:
 * HELLO, CLIENT, SELECT, AUTH, COMMAND, MULTI, FLUSHALL and others.
 */
public record Command(String name, boolean read, Routing routing) {
  private static final Map<String, Command> KNOWN = new HashMap<>();

  static {
    add(true, Routing.NORMAL, "GET PTTL DUMP HGET HLEN LLEN MGET TYPE SORT HMGET SCARD SDIFF");
    add(true, Routing.NORMAL, "ZCARD ZRANK EXISTS GETBIT LINDEX LRANGE SINTER STRLEN SUNION");
    add(true, Routing.NORMAL, "ZCOUNT ZRANGE ZSCORE GEOPOS HEXISTS GEOHASH GEODIST HSTRLEN");
    add(true, Routing.NORMAL, "BITCOUNT GETRANGE ZREVRANK ZLEXCOUNT SISMEMBER ZREVRANGE");
    add(true, Routing.NORMAL, "GEORADIUS SRANDMEMBER ZRANGEBYLEX ZRANGEBYSCORE ZREVRANGEBYLEX");
    add(true, Routing.NORMAL, "ZREVRANGEBYSCORE GEORADIUSBYMEMBER SMEMBERS");
    // These commands write, but Dynomite treats them as reads, so they stay in one rack.
    add(true, Routing.NORMAL, "SUNIONSTORE ZUNIONSTORE ZINTERSTORE");
    add(true, Routing.THIS_NODE, "PING INFO KEYS SCAN CONFIG");
    add(false, Routing.THIS_NODE, "SLAVEOF");
    add(true, Routing.OWN_RACK, "HKEYS HVALS HSCAN SSCAN ZSCAN HGETALL");
    add(
        false,
        Routing.NORMAL,
        "SET TTL DEL DECR HDEL HSET INCR LPOP LREM LSET MSET RPOP SADD SPOP");
    add(false, Routing.NORMAL, "SREM ZADD ZREM EVAL HMSET LPUSH LTRIM RPUSH SETEX SETNX SMOVE");
    add(false, Routing.NORMAL, "PFADD APPEND DECRBY EXPIRE GETSET PSETEX HSETNX INCRBY LPUSHX");
    add(false, Routing.NORMAL, "RPUSHX SETBIT GEOADD UNLINK PERSIST PEXPIRE HINCRBY LINSERT");
    add(false, Routing.NORMAL, "ZINCRBY EVALSHA RESTORE PFCOUNT EXPIREAT SETRANGE PEXPIREAT");
    add(false, Routing.NORMAL, "RPOPLPUSH SDIFFSTORE SINTERSTORE");
    add(false, Routing.NORMAL, "INCRBYFLOAT HINCRBYFLOAT ZREMRANGEBYLEX");
    add(false, Routing.NORMAL, "ZREMRANGEBYRANK ZREMRANGEBYSCORE");
    add(false, Routing.EVERY_NODE, "SCRIPT");
    add(false, Routing.THIS_NODE, "QUIT");
  }

  private static void add(boolean read, Routing routing, String names) {
    for (String name : names.split(" ")) {
      KNOWN.put(name, new Command(name, read, routing));
    }
  }

  /** Returns the command with this name in either case, or null if Dynomite does not know it. */
  static Command named(String name) {
    return KNOWN.get(name.toUpperCase(Locale.ROOT));
  }

  public boolean isQuit() {
    return name.equals("QUIT");
  }

  /** Returns whether the keys of this command may belong to several nodes. */
  public boolean isVector() {
    return name.equals("DEL") || name.equals("MGET") || name.equals("EXISTS") || isPairs();
  }

  boolean isPairs() {
    return name.equals("MSET");
  }
}
