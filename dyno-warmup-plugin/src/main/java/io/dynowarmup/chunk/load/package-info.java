// SPDX-License-Identifier: Apache-2.0
/** Finds the chunks that a node needs, and loads them into its Redis. */
package io.dynowarmup.chunk.load;
