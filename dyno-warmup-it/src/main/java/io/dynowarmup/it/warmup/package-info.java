// SPDX-License-Identifier: Apache-2.0
/** The warm-up itself, on a cluster of real programs. */
package io.dynowarmup.it.warmup;
