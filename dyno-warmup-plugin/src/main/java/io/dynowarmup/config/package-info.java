// SPDX-License-Identifier: Apache-2.0
/** The settings of a run: one table of keys, read and validated once into an immutable value. */
package io.dynowarmup.config;
