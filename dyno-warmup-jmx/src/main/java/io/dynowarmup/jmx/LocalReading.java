// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Returns attributes of a warm-up in this process as its MBean would show them. */
public final class LocalReading {
  private LocalReading() {}

  /** Returns the values of all attributes at this moment. */
  public static Map<String, Object> of(Warmup warmup) {
    return of(warmup, warmup.status(), WarmupBean.ATTRIBUTES.keySet().toArray(new String[0]));
  }

  /** Returns the values of the attributes of the current or last verification. */
  public static Map<String, Object> ofVerification(Warmup warmup) {
    String[] names =
        WarmupBean.ATTRIBUTES.keySet().stream()
            .filter(name -> name.startsWith("Verify"))
            .toArray(String[]::new);
    return of(warmup, warmup.status(), names);
  }

  private static Map<String, Object> of(Warmup warmup, WarmupStatus status, String... names) {
    BeanSource source = new BeanSource(warmup, status);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, WarmupBean.ATTRIBUTES.get(name).value(source));
    }
    return values;
  }
}
