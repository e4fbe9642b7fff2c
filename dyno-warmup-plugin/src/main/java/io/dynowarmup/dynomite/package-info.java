// SPDX-License-Identifier: Apache-2.0
/** One Dynomite: its admin port, its states, and holding it in one of them. */
package io.dynowarmup.dynomite;
