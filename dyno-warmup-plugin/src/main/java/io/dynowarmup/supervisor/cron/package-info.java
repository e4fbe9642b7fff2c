// SPDX-License-Identifier: Apache-2.0
/** Starts verifications and dumps at the times of cron expressions. */
package io.dynowarmup.supervisor.cron;
