// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of one Redis made what they are at another, while both are written to: looked at, left alone
 * for the settle time, looked at again, and replaced only if they still are what they were.
 */
package io.dynowarmup.sync;
