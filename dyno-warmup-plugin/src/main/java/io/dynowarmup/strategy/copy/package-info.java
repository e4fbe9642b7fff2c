// SPDX-License-Identifier: Apache-2.0
/**
 * Copies all keys without a fork at the source: in bulk while Dynomite is in STANDBY, then exactly,
 * by comparing the keys that changed meanwhile.
 */
package io.dynowarmup.strategy.copy;
