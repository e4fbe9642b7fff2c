// SPDX-License-Identifier: Apache-2.0
/**
 * Marks the log lines of a run, a preflight and a verification, on every thread that works for it.
 */
package io.dynowarmup.log;
