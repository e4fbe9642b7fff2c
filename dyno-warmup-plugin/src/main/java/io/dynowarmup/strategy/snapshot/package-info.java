// SPDX-License-Identifier: Apache-2.0
/** Loads the keys of this node from the newest dumps, then makes them equal to the source. */
package io.dynowarmup.strategy.snapshot;
