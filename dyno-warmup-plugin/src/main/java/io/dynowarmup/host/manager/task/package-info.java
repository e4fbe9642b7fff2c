// SPDX-License-Identifier: Apache-2.0
/**
 * The tasks and listeners that the host runs: the warm-up at its start, the scheduled verification,
 * and the health of the node between runs.
 */
package io.dynowarmup.host.manager.task;
