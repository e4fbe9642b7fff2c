// SPDX-License-Identifier: Apache-2.0
/** Network connections between programs: slow, narrow, stalled, cut. */
package io.dynowarmup.it.net;
