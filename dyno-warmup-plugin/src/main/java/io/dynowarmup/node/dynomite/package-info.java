// SPDX-License-Identifier: Apache-2.0
/** The local Dynomite: found, probed, started, and taken out of service and back. */
package io.dynowarmup.node.dynomite;
