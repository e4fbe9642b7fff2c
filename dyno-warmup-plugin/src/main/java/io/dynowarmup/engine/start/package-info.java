// SPDX-License-Identifier: Apache-2.0
/** Pure rules that decide whether a run starts, and the probe of the facts that they need. */
package io.dynowarmup.engine.start;
