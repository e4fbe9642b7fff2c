// SPDX-License-Identifier: Apache-2.0
/**
 * What a Redis has executed since an offset of its replication stream, and what of that another
 * Redis has executed twice or not at all.
 */
package io.dynowarmup.journal;
