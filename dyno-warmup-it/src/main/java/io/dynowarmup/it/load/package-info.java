// SPDX-License-Identifier: Apache-2.0
/** Load through a Dynomite's client port, and a record of the acknowledged writes. */
package io.dynowarmup.it.load;
