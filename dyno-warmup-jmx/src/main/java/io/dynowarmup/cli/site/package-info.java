// SPDX-License-Identifier: Apache-2.0
/** Writes what a bootstrap of a data centre does, as lines and as JSON. */
package io.dynowarmup.cli.site;
