// SPDX-License-Identifier: Apache-2.0
/** Pure rules of a run: which source it uses, when it hands over, how it ends. */
package io.dynowarmup.engine.decision;
