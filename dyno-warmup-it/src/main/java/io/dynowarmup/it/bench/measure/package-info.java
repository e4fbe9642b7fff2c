// SPDX-License-Identifier: Apache-2.0
/** What several benchmarks measure with: a bare replication, a load, and its latency. */
package io.dynowarmup.it.bench.measure;
