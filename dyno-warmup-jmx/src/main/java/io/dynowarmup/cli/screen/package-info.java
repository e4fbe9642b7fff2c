// SPDX-License-Identifier: Apache-2.0
/** Contains the screen of status --watch. */
package io.dynowarmup.cli.screen;
