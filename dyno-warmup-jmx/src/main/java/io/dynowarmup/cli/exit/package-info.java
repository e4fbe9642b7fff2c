// SPDX-License-Identifier: Apache-2.0
/** The exit codes of the commands, and what their help says about them. */
package io.dynowarmup.cli.exit;
