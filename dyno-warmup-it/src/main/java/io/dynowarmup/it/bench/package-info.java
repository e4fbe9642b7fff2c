// SPDX-License-Identifier: Apache-2.0
/** The benchmark: a warm-up beside a bare REPLICAOF of the same data. */
package io.dynowarmup.it.bench;
