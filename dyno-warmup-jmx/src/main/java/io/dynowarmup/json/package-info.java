// SPDX-License-Identifier: Apache-2.0
/** Writes runs, preflights and values of the MBean as JSON. */
package io.dynowarmup.json;
