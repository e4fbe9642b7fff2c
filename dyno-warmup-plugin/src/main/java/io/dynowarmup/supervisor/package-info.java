// SPDX-License-Identifier: Apache-2.0
/** Between runs: watches and restarts Redis and Dynomite, and retries failed runs. */
package io.dynowarmup.supervisor;
