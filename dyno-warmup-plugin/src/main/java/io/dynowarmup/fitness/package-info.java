// SPDX-License-Identifier: Apache-2.0
/**
 * Whether one Redis can load what another one sends, whether it takes writes, and what a sync does
 * to the one that sends: facts, probes and pure rules.
 */
package io.dynowarmup.fitness;
