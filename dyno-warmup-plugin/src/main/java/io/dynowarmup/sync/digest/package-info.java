// SPDX-License-Identifier: Apache-2.0
/** Digests of keys, computed where the keys are, so that no value travels. */
package io.dynowarmup.sync.digest;
