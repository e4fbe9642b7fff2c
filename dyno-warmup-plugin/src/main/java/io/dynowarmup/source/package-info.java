// SPDX-License-Identifier: Apache-2.0
/** Decides which peer to copy from: ranks the peers that the rules admit. */
package io.dynowarmup.source;
