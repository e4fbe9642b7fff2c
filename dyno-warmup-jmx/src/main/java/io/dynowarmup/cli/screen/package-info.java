// SPDX-License-Identifier: Apache-2.0
/** Contains the screen of status --watch and lines that are rewritten in place. */
package io.dynowarmup.cli.screen;
