// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the keys of one Redis into a store: first all names into local files, slice by slice, then
 * the values. A dump that was killed is resumed after the last stored chunk.
 */
package io.dynowarmup.chunk.dump;
