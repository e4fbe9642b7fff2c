// SPDX-License-Identifier: Apache-2.0
/** A queue of messages about chunks in SQS, or in a server that speaks its protocol. */
package io.dynowarmup.aws.sqs;
