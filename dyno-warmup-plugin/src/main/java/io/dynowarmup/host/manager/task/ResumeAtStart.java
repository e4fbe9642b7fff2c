// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/**
 * Takes up what an earlier process of the host left on the node. This happens when this class is
 * created, before the host's server, which would end a current sync.
 */
@Singleton
final class ResumeAtStart {
  @Inject
  ResumeAtStart(ManagerWarmup warmup) {
    warmup.resume();
  }
}
