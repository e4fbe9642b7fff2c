// SPDX-License-Identifier: Apache-2.0
/** What the command {@code chunks} does and prints. */
package io.dynowarmup.cli.chunks;
