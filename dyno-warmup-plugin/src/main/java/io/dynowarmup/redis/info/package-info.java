// SPDX-License-Identifier: Apache-2.0
/** Parsers of what Redis reports about itself. Pure. */
package io.dynowarmup.redis.info;
