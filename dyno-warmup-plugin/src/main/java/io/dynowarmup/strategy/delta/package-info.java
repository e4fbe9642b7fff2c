// SPDX-License-Identifier: Apache-2.0
/**
 * Copies only the keys that differ. Both sides are compared by digests, key by key, while the local
 * Redis stays a master and takes the cluster's writes.
 */
package io.dynowarmup.strategy.delta;
