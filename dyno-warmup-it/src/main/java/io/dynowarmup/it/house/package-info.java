// SPDX-License-Identifier: Apache-2.0
/** Measures the size and structure of the sources. */
package io.dynowarmup.it.house;
