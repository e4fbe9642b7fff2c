// SPDX-License-Identifier: Apache-2.0
/** The one loop of a warm-up: one class per phase, RESTORE as the single exit. */
package io.dynowarmup.engine;
