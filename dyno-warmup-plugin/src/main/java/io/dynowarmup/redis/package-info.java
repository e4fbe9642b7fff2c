// SPDX-License-Identifier: Apache-2.0
/** One Redis server: the narrow port to it, and pure parsers of what it answers. */
package io.dynowarmup.redis;
