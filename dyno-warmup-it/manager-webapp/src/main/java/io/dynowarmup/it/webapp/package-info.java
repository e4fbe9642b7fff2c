// SPDX-License-Identifier: Apache-2.0
/** What a warm-up meets of dynomite-manager, told by system properties who the node is. */
package io.dynowarmup.it.webapp;
