// SPDX-License-Identifier: Apache-2.0
/** Pure rules of a run: whether it starts, which source it uses, how it ends. */
package io.dynowarmup.engine.decision;
