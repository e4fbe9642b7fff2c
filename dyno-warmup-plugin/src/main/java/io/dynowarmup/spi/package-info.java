// SPDX-License-Identifier: Apache-2.0
/** What a way of getting the data promises to the engine. */
package io.dynowarmup.spi;
