// SPDX-License-Identifier: Apache-2.0
/**
 * Dynomite nodes and clusters of them: the real program where there is one, and a stand-in that
 * does to traffic what the real one does, kindnesses excluded.
 */
package io.dynowarmup.it.dynomite;
