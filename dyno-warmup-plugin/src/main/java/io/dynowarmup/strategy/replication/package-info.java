// SPDX-License-Identifier: Apache-2.0
/** Copies the data through Redis replication. */
package io.dynowarmup.strategy.replication;
