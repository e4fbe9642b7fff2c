// SPDX-License-Identifier: Apache-2.0
/**
 * The ports to where chunks are stored and to the queue of those that are to be loaded. The scheme
 * of a URI decides which implementation is used.
 */
package io.dynowarmup.chunk.store;
