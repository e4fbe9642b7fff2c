// SPDX-License-Identifier: Apache-2.0
/** One Dynomite: its admin port, its states, its start and stop. */
package io.dynowarmup.dynomite;
