// SPDX-License-Identifier: Apache-2.0
/** Formats counts, bytes and durations for sentences. Every package may use it. */
package io.dynowarmup.unit;
