// SPDX-License-Identifier: Apache-2.0
/** Contains the MBean of a warm-up: its progress, its outcome and the operator's commands. */
package io.dynowarmup.jmx;
