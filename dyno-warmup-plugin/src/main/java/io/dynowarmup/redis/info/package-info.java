// SPDX-License-Identifier: Apache-2.0
/** Parsers of what Redis says of itself. Pure. */
package io.dynowarmup.redis.info;
