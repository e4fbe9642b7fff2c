// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.tokensdb;

import com.netflix.nfsidecar.identity.AppsInstance;
import java.util.List;

public interface IAppsInstanceFactory {
  List<AppsInstance> getAllIds(String cluster);

  List<AppsInstance> getLocalDCIds(String cluster, String region);
}
