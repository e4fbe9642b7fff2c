// SPDX-License-Identifier: Apache-2.0
/** Clocks, waits and deadlines. Only this package reads a clock or sleeps. */
package io.dynowarmup.time;
