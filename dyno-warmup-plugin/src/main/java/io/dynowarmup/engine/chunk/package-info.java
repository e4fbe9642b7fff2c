// SPDX-License-Identifier: Apache-2.0
/** Connects chunks to the node: what a dump of it contains, and what it needs from a store. */
package io.dynowarmup.engine.chunk;
