// SPDX-License-Identifier: Apache-2.0
/**
 * Which peer to copy from: probes all that hold the same token at the same time and ranks them by
 * what they say.
 */
package io.dynowarmup.source;
