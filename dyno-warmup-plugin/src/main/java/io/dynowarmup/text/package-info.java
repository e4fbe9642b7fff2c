// SPDX-License-Identifier: Apache-2.0
/** Says in words what a run is doing and how it ended. */
package io.dynowarmup.text;
