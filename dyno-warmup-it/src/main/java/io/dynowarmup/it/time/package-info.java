// SPDX-License-Identifier: Apache-2.0
/** Contains the only code in this module that reads a clock or sleeps. */
package io.dynowarmup.it.time;
