// SPDX-License-Identifier: Apache-2.0
/** The node as dynomite-manager knows it: its settings, its token and rack, and its peers. */
package io.dynowarmup.host.manager.node;
