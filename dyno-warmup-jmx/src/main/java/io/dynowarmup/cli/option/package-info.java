// SPDX-License-Identifier: Apache-2.0
/** Options that several commands take. */
package io.dynowarmup.cli.option;
