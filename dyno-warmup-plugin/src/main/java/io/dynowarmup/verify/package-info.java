/** This node beside its peers, key by key. */
package io.dynowarmup.verify;
