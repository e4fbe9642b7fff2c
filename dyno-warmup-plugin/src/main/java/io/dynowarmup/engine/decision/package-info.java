// SPDX-License-Identifier: Apache-2.0
/** Decisions of a run as pure rules: whether it starts, from which source, how it ends. */
package io.dynowarmup.engine.decision;
