// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the keys of one Redis equal to those of another while clients write to both. A key is
 * probed, left alone for the settle time and probed again; it is replaced only if it is still
 * unchanged.
 */
package io.dynowarmup.sync;
