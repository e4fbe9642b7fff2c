// SPDX-License-Identifier: Apache-2.0
/** Reads dynomite.yml as Dynomite does. */
package io.dynowarmup.topology.yml;
