// SPDX-License-Identifier: Apache-2.0
/** Fetches what was written while the node was stopped: the source's stream since then. */
package io.dynowarmup.strategy.resume;
