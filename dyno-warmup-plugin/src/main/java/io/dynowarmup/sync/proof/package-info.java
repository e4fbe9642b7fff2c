// SPDX-License-Identifier: Apache-2.0
/** Compares this node with its source at the end of a run. */
package io.dynowarmup.sync.proof;
