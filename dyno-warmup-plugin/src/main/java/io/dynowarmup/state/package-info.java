// SPDX-License-Identifier: Apache-2.0
/** What survives a crash: the state file, the checkpoint of a delta, the lock, the history. */
package io.dynowarmup.state;
