// SPDX-License-Identifier: Apache-2.0
/** The one place of this module that reads a clock or lets time pass. */
package io.dynowarmup.it.time;
