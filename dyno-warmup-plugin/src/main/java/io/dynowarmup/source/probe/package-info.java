// SPDX-License-Identifier: Apache-2.0
/** The questions to each candidate, and its answers. */
package io.dynowarmup.source.probe;
