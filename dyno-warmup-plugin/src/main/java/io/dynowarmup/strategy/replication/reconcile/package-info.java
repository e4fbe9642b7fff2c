// SPDX-License-Identifier: Apache-2.0
/** Finds what a hand-over has applied twice or not at all, and corrects it. */
package io.dynowarmup.strategy.replication.reconcile;
