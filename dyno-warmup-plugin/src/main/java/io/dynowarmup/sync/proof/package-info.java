// SPDX-License-Identifier: Apache-2.0
/** What this node holds at the end of a run, compared with what its source holds. */
package io.dynowarmup.sync.proof;
