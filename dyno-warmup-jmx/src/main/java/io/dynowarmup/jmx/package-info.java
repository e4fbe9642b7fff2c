// SPDX-License-Identifier: Apache-2.0
/** The MBean over a warm-up: what it is doing, how it ended, and the operator's orders. */
package io.dynowarmup.jmx;
