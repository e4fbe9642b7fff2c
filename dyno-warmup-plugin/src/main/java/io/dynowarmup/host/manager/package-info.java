// SPDX-License-Identifier: Apache-2.0
/**
 * The warm-up inside dynomite-manager (version 2): takes the place of its built-in task, by a Guice
 * module or without an edit, by a servlet container initializer. The only package that names the
 * host's classes.
 */
package io.dynowarmup.host.manager;
