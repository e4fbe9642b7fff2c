// SPDX-License-Identifier: Apache-2.0
/** What is asked of each candidate, and its answers. */
package io.dynowarmup.source.probe;
