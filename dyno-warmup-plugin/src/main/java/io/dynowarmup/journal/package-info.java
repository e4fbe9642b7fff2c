// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what a Redis has executed since an offset of its replication stream, and finds what another
 * Redis has executed twice or not at all.
 */
package io.dynowarmup.journal;
