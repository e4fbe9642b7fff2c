// SPDX-License-Identifier: Apache-2.0
/** The demo: a cold node is warmed before the viewer's eyes. */
package io.dynowarmup.it.demo;
