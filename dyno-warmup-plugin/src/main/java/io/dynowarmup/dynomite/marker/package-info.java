// SPDX-License-Identifier: Apache-2.0
/**
 * Markers: keys that are written through the Dynomites of the cluster. They show whether, and when,
 * the writes of each node arrive at the source and at this node.
 */
package io.dynowarmup.dynomite.marker;
