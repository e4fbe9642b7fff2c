// SPDX-License-Identifier: Apache-2.0
/** The program's own jar: the classes in it, and when they are loaded. */
package io.dynowarmup.cli.jar;
