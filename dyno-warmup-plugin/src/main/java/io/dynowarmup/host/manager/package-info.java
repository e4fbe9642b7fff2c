// SPDX-License-Identifier: Apache-2.0
/**
 * Integrates the warm-up into dynomite-manager (version 2). It replaces the built-in task, either
 * with a Guice module or, without an edit, with a servlet container initializer. Only this package
 * names the host's classes.
 */
package io.dynowarmup.host.manager;
