// SPDX-License-Identifier: Apache-2.0
/** Tokens, hashes and the ring: which node owns which key. */
package io.dynowarmup.topology.ring;
