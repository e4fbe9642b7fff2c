// SPDX-License-Identifier: Apache-2.0
/** The planned stop of a node: what it notes, and whether the note applies at the next start. */
package io.dynowarmup.engine.resume;
