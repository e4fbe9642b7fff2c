// SPDX-License-Identifier: Apache-2.0
/** One Redis server: the narrow port to it, and pure parsers of its replies. */
package io.dynowarmup.redis;
