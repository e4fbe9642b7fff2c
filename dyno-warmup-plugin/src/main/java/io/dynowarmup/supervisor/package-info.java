// SPDX-License-Identifier: Apache-2.0
/** Between runs: watches and restarts Redis and Dynomite, retries failed runs, verifies by cron. */
package io.dynowarmup.supervisor;
