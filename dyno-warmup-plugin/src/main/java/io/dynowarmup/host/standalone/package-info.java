// SPDX-License-Identifier: Apache-2.0
/**
 * Contains the launcher for a node without dynomite-manager: Guice, Quartz, and Archaius over a
 * properties file.
 */
package io.dynowarmup.host.standalone;
