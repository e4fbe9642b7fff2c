// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

/** The ports of one node. */
record Ports(int client, int dyn, int admin, int redis) {}
