// SPDX-License-Identifier: Apache-2.0
/** The actions of the command {@code chunks}, and what they print. */
package io.dynowarmup.cli.chunks;
