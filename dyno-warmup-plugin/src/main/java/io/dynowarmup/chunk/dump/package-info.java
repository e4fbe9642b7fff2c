// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the keys of one Redis into a store: first all names into files of this machine, slice by
 * slice, then the values. A dump that was killed goes on at the last chunk that was stored.
 */
package io.dynowarmup.chunk.dump;
