// SPDX-License-Identifier: Apache-2.0
/** The way to the MBean from outside: a JMXMP connector that is safe to have, and the client. */
package io.dynowarmup.jmx.remote;
