// SPDX-License-Identifier: Apache-2.0
/** The hashes that map a key to a token, as Dynomite computes them. */
package io.dynowarmup.topology.hash;
