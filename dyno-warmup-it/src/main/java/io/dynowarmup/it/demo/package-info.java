// SPDX-License-Identifier: Apache-2.0
/** The demo: warms a cold node while the user watches. */
package io.dynowarmup.it.demo;
