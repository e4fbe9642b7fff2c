// SPDX-License-Identifier: Apache-2.0
/** Decides which keys that the source lacks may be removed from this node. */
package io.dynowarmup.strategy.delta.removal;
