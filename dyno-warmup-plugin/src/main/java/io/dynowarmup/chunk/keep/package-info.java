// SPDX-License-Identifier: Apache-2.0
/** Looks after the dumps in a store: verifies them, and removes old ones. */
package io.dynowarmup.chunk.keep;
