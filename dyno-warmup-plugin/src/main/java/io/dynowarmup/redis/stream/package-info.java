// SPDX-License-Identifier: Apache-2.0
/** The replication stream of a Redis: its bytes, its commands and the keys that they change. */
package io.dynowarmup.redis.stream;
