// SPDX-License-Identifier: Apache-2.0
/**
 * Decides which peer to copy from: ranks the peers that hold the same token by what their probes
 * found.
 */
package io.dynowarmup.source;
