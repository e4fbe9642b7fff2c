// SPDX-License-Identifier: Apache-2.0
/** Real Redis servers as processes, filled quickly and compared key by key. */
package io.dynowarmup.it.redis;
