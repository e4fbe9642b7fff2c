// SPDX-License-Identifier: Apache-2.0
/**
 * Warms nodes from dumps that it lets the most complete replica make: dumps, populators, runs, and
 * the removal of all that was made.
 */
package io.dynowarmup.site.warm;
