// SPDX-License-Identifier: Apache-2.0
/** Contains the operations of the MBean and executes the operator's commands. */
package io.dynowarmup.jmx.operation;
