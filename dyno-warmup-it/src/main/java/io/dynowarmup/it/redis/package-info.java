/** Real Redis servers as processes, filled quickly and compared key by key. */
package io.dynowarmup.it.redis;
