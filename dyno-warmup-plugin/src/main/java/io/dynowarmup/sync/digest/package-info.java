// SPDX-License-Identifier: Apache-2.0
/** Computes digests of keys on the server that holds them, so that no value crosses the network. */
package io.dynowarmup.sync.digest;
