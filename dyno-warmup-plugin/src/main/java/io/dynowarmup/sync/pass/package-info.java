// SPDX-License-Identifier: Apache-2.0
/** Passes over the keys of two Redis: all of them, or those that another pass left open. */
package io.dynowarmup.sync.pass;
