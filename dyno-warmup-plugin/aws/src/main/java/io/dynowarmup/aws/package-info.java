// SPDX-License-Identifier: Apache-2.0
/** What the clients of S3 and SQS share: endpoints, retries and errors. */
package io.dynowarmup.aws;
