// SPDX-License-Identifier: Apache-2.0
/** Files that another program writes. */
package io.dynowarmup.file;
