// SPDX-License-Identifier: Apache-2.0
/**
 * Installs the warm-up in dynomite-manager (version 2), either with a Guice module or, without an
 * edit, with a servlet container initializer. Only this package and those below it name the host's
 * classes.
 */
package io.dynowarmup.host.manager;
