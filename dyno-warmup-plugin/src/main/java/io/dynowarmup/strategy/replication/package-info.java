// SPDX-License-Identifier: Apache-2.0
/** The data arrives through Redis' own replication. */
package io.dynowarmup.strategy.replication;
