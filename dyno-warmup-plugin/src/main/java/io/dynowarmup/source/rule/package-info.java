// SPDX-License-Identifier: Apache-2.0
/** Decides by one rule after the other whether a peer can be the source. Pure. */
package io.dynowarmup.source.rule;
