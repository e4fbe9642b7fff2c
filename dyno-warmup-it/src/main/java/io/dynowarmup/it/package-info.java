// SPDX-License-Identifier: Apache-2.0
/**
 * The basis of the integration tests, the demo and the benchmark: real Redis servers, Dynomite
 * nodes (real or stand-in), slow network connections between them, and load.
 */
package io.dynowarmup.it;
