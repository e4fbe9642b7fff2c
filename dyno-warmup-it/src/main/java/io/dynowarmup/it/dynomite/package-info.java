// SPDX-License-Identifier: Apache-2.0
/**
 * Dynomite nodes and clusters of them. Uses the real program if it is available, otherwise a
 * stand-in that treats traffic as the real one does, including its faults.
 */
package io.dynowarmup.it.dynomite;
