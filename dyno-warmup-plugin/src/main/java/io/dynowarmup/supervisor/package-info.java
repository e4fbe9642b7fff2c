// SPDX-License-Identifier: Apache-2.0
/**
 * Between runs: watches and restarts Redis and Dynomite, tries failed runs again, verifies by cron.
 */
package io.dynowarmup.supervisor;
