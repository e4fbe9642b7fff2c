/** The data arrives through Redis' own replication. */
package io.dynowarmup.strategy.replication;
