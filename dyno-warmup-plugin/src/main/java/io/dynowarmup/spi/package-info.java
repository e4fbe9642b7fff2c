/** What a way of getting the data promises to the engine. */
package io.dynowarmup.spi;
