// SPDX-License-Identifier: Apache-2.0
/** The one place of this webapp that sleeps. */
package io.dynowarmup.it.webapp.time;
