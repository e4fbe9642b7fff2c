/** Lines between programs: slow, narrow, stalled, cut. */
package io.dynowarmup.it.net;
