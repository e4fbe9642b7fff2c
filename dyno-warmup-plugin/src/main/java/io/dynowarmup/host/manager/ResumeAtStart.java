// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/**
 * What an earlier life of the host has left on the node is taken up when this is made: before the
 * host's server, which would end a sync that is going on.
 */
@Singleton
final class ResumeAtStart {
  @Inject
  ResumeAtStart(ManagerWarmup warmup) {
    warmup.takeUp();
  }
}
