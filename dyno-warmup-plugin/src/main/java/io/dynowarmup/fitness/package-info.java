// SPDX-License-Identifier: Apache-2.0
/**
 * Facts, probes and pure rules about servers: whether one Redis can load what another sends,
 * whether it accepts writes, and what a sync does to the sender.
 */
package io.dynowarmup.fitness;
