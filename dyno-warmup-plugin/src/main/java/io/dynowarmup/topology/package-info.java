// SPDX-License-Identifier: Apache-2.0
/**
 * Which token this node owns, which nodes hold the same one, and which keys belong to it: read from
 * dynomite.yml, from a running Dynomite, and from properties.
 */
package io.dynowarmup.topology;
