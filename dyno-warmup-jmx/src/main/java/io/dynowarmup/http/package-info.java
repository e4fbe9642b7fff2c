// SPDX-License-Identifier: Apache-2.0
/** Shows the node over HTTP to programs that do not speak JMX. Nothing can be changed over HTTP. */
package io.dynowarmup.http;
