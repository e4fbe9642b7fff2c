// SPDX-License-Identifier: Apache-2.0
/** What the phases of one run share, and its helpers. */
package io.dynowarmup.engine.run;
