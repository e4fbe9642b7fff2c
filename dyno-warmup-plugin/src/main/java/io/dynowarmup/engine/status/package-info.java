// SPDX-License-Identifier: Apache-2.0
/** What a run tells: the status, the history and the log lines. */
package io.dynowarmup.engine.status;
