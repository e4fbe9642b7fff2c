// SPDX-License-Identifier: Apache-2.0
/**
 * Simulates a whole node in memory for tests of a run: Redis servers that replicate, a Dynomite
 * with its states and its queue, clients that write, and a failure at any call.
 */
package io.dynowarmup.fakes;
