// SPDX-License-Identifier: Apache-2.0
/** The benchmark of chunks: dump and load beside a bare REPLICAOF and a copy, and a simulation. */
package io.dynowarmup.it.bench.chunks;
