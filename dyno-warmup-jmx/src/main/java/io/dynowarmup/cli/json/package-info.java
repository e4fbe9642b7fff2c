// SPDX-License-Identifier: Apache-2.0
/** Writes runs and values of the MBean as JSON. */
package io.dynowarmup.cli.json;
