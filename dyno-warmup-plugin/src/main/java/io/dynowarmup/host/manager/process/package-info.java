// SPDX-License-Identifier: Apache-2.0
/**
 * The host's calls that start and stop Redis and Dynomite, the guards of these calls during a run,
 * and the flags that its REST and its monitor show.
 */
package io.dynowarmup.host.manager.process;
