// SPDX-License-Identifier: Apache-2.0
/** Makes the last keys of a comparison exact at moments that both Redis know. */
package io.dynowarmup.strategy.delta.cut;
