// SPDX-License-Identifier: Apache-2.0
/** Provides remote access to the MBean: a secured JMXMP connector and its client. */
package io.dynowarmup.jmx.remote;
