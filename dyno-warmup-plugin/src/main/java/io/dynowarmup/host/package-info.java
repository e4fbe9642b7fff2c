// SPDX-License-Identifier: Apache-2.0
/** What the warm-up needs in either host, inside dynomite-manager and without it. */
package io.dynowarmup.host;
