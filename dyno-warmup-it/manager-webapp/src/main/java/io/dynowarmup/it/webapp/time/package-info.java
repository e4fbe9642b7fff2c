// SPDX-License-Identifier: Apache-2.0
/** Contains the only code in this webapp that sleeps. */
package io.dynowarmup.it.webapp.time;
