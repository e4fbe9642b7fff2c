// SPDX-License-Identifier: Apache-2.0
/** Shows what a command that waits is waiting for: a live line and the lines above it. */
package io.dynowarmup.cli.live;
