// SPDX-License-Identifier: Apache-2.0
/** The warm-up engine: starts, aborts and observes runs; preflight and verification. */
package io.dynowarmup.engine;
