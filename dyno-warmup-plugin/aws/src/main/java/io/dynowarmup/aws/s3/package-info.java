// SPDX-License-Identifier: Apache-2.0
/** A store of chunks in a bucket of S3, or of a server that speaks its protocol. */
package io.dynowarmup.aws.s3;
