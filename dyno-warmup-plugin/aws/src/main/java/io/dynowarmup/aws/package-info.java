// SPDX-License-Identifier: Apache-2.0
/** What the clients of S3 and SQS share: where they connect to, their retries, their errors. */
package io.dynowarmup.aws;
