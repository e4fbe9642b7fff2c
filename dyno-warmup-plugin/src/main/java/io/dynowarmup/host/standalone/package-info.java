// SPDX-License-Identifier: Apache-2.0
/**
 * The launcher for a node without dynomite-manager: Guice, Quartz and Archaius over a properties
 * file.
 */
package io.dynowarmup.host.standalone;
