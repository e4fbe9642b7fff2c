// SPDX-License-Identifier: Apache-2.0
/** Makes the attributes of a bean, as open data of JMX, from a table. */
package io.dynowarmup.jmx.table;
