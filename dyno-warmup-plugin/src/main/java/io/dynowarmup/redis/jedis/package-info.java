// SPDX-License-Identifier: Apache-2.0
/** The connection to Redis through Jedis, bounded in size and time. */
package io.dynowarmup.redis.jedis;
