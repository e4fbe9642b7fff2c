// SPDX-License-Identifier: Apache-2.0
/** dynomite.yml as Dynomite reads it. */
package io.dynowarmup.topology.yml;
