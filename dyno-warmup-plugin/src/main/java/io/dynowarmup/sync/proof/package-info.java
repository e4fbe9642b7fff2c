// SPDX-License-Identifier: Apache-2.0
/**
 * Compares this node with its source before a run ends as WARMED: once in CATCH_UP, and once at the
 * end.
 */
package io.dynowarmup.sync.proof;
