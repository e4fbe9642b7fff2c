// SPDX-License-Identifier: Apache-2.0
/** Reads files that another program may be writing, and replaces files as a whole. */
package io.dynowarmup.file;
