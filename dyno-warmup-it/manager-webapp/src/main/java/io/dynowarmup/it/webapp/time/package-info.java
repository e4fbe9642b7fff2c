/** The one place of this webapp that sleeps. */
package io.dynowarmup.it.webapp.time;
