// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.storage;

public enum Bootstrap {
  NOT_STARTED,
  CANNOT_CONNECT_FAIL,
  WARMUP_ERROR_FAIL,
  RETRIES_FAIL,
  EXPIRED_BOOTSTRAPTIME_FAIL,
  IN_SYNC_SUCCESS
}
