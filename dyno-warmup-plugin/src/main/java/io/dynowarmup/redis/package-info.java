// SPDX-License-Identifier: Apache-2.0
/**
 * One Redis server: the narrow port to it, the policies by which commands are sent, and what errors
 * mean.
 */
package io.dynowarmup.redis;
