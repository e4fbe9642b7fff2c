// SPDX-License-Identifier: Apache-2.0
/** Sends the notifications of the MBean. */
package io.dynowarmup.jmx.notification;
