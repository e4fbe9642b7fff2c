// SPDX-License-Identifier: Apache-2.0
/**
 * Warms a cold Dynomite node from a peer with the same token. This package holds the types that
 * callers and observers of a warm-up see.
 */
package io.dynowarmup.api;
