// SPDX-License-Identifier: Apache-2.0
/** Reads files that another program may be writing. */
package io.dynowarmup.file;
