// SPDX-License-Identifier: Apache-2.0
/** Which nodes of other racks hold which parts of this node's range, and which parts are here. */
package io.dynowarmup.engine.shares;
