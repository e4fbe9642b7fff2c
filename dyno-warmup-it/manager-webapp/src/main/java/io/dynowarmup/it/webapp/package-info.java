// SPDX-License-Identifier: Apache-2.0
/**
 * Stands in for the parts of dynomite-manager that a warm-up uses. System properties identify the
 * node.
 */
package io.dynowarmup.it.webapp;
