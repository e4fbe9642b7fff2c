// SPDX-License-Identifier: Apache-2.0
/** The status, the history and the log lines of a run. */
package io.dynowarmup.engine.status;
