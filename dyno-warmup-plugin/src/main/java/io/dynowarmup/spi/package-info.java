// SPDX-License-Identifier: Apache-2.0
/** Defines the contract between the engine and a strategy. */
package io.dynowarmup.spi;
