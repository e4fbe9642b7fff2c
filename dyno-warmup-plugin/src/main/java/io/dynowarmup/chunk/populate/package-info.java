// SPDX-License-Identifier: Apache-2.0
/**
 * Loads chunks that the messages of a queue name into nodes that are closed. A node that was opened
 * is never written to.
 */
package io.dynowarmup.chunk.populate;
