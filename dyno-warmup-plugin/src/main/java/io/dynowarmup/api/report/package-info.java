// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a status and of a report: progress, hand-over, proof, repairs, watched processes.
 */
package io.dynowarmup.api.report;
