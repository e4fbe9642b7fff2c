// SPDX-License-Identifier: Apache-2.0
/** What a run is: its request, settings and node, and the helpers that need only these. */
package io.dynowarmup.engine.context;
