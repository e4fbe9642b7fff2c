/** The one loop of a warm-up: one class per phase, RESTORE as the single exit. */
package io.dynowarmup.engine;
