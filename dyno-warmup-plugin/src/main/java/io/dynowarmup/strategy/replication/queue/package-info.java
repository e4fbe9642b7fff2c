// SPDX-License-Identifier: Apache-2.0
/**
 * What Dynomite queues in WRITES_ONLY, what has to hold before, and how a replica leaves that
 * state.
 */
package io.dynowarmup.strategy.replication.queue;
