// SPDX-License-Identifier: Apache-2.0
/**
 * The ports to a store of chunks and to a queue of messages about them. The scheme of a URI selects
 * the implementation.
 */
package io.dynowarmup.chunk.store;
