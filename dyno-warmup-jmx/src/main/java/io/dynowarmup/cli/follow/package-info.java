// SPDX-License-Identifier: Apache-2.0
/** Follows a run or a comparison, of this or of another process, to its end. */
package io.dynowarmup.cli.follow;
