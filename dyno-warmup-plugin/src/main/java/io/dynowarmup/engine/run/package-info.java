// SPDX-License-Identifier: Apache-2.0
/** How far a run is: its strategy, its source and the transfer from it. */
package io.dynowarmup.engine.run;
