// SPDX-License-Identifier: Apache-2.0
/**
 * The token of this node, the nodes that hold the same token, and the keys that belong to it. Read
 * from dynomite.yml, from a running Dynomite, and from properties.
 */
package io.dynowarmup.topology;
