// SPDX-License-Identifier: Apache-2.0
/** The benchmark: compares a warm-up with a bare REPLICAOF of the same data. */
package io.dynowarmup.it.bench;
