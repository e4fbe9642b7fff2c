// SPDX-License-Identifier: Apache-2.0
/**
 * Stores and queues in a directory: on a local disk, or on a volume that several machines have
 * mounted. They rely on a rename that is atomic and on fsync.
 */
package io.dynowarmup.chunk.store.directory;
