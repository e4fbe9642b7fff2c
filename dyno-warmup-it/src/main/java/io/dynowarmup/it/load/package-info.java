// SPDX-License-Identifier: Apache-2.0
/** Load through a Dynomite's client port, and the book of what was acknowledged. */
package io.dynowarmup.it.load;
