// SPDX-License-Identifier: Apache-2.0
/**
 * A whole node in memory, for tests of a run: Redis servers that replicate, a Dynomite with its
 * states and its queue, clients that write, and a fault at any call that somebody makes.
 */
package io.dynowarmup.fakes;
