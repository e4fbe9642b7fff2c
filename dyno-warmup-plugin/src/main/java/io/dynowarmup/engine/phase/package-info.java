// SPDX-License-Identifier: Apache-2.0
/** One class per phase, and the loop that moves from one phase to the next. */
package io.dynowarmup.engine.phase;
