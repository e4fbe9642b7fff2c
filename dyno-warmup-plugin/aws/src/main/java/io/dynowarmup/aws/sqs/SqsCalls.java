// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws.sqs;

import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends requests, and translates the errors of the SDK. */
interface SqsCalls {
  <T> T call(Function<SqsClient, T> request);
}
