// SPDX-License-Identifier: Apache-2.0
/** Compares this node with its peers, key by key, and repairs it. */
package io.dynowarmup.sync.verify;
