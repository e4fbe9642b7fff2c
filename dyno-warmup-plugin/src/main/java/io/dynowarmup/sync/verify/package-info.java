// SPDX-License-Identifier: Apache-2.0
/** This node beside its peers, key by key. */
package io.dynowarmup.sync.verify;
