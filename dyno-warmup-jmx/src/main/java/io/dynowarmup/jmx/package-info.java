/** The MBean over a warm-up: what it is doing, how it ended, and the operator's orders. */
package io.dynowarmup.jmx;
