// SPDX-License-Identifier: Apache-2.0
/** Passes the replication stream of one Redis to another one, which need not have its history. */
package io.dynowarmup.redis.relay;
