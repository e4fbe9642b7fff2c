// SPDX-License-Identifier: Apache-2.0
/** Clocks, waits and deadlines. The only package that reads a clock or sleeps. */
package io.dynowarmup.time;
