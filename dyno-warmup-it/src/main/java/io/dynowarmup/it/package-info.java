// SPDX-License-Identifier: Apache-2.0
/**
 * What the integration tests, the demo and the benchmark stand on: real Redis servers, Dynomite
 * nodes (real or stand-in), slow lines between them, and load.
 */
package io.dynowarmup.it;
