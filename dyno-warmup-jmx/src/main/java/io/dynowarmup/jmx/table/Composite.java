// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;

/**
 * Converts a value to a composite of JMX. Immutable.
 *
 * @param <T> the values that are converted
 */
public final class Composite<T> {
  private final CompositeType type;
  private final Map<String, AttributeRow<T>> items;

  /**
   * Creates a converter.
   *
   * @param view the interface through which a proxy of the bean shows the composite
   */
  public Composite(Class<?> view, AttributeTable<T> items) {
    this.items = items.rows();
    this.type = type(view.getName(), this.items);
  }

  private static <T> CompositeType type(String name, Map<String, AttributeRow<T>> items) {
    String[] names = items.keySet().toArray(new String[0]);
    OpenType<?>[] types =
        items.values().stream().map(AttributeRow::type).toArray(OpenType<?>[]::new);
    try {
      return new CompositeType(name, name, names, names, types);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  public CompositeType type() {
    return type;
  }

  CompositeData data(T value) {
    Map<String, Object> values =
        items.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().value(value)));
    try {
      return new CompositeDataSupport(type, values);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  CompositeData[] data(List<T> values) {
    return values.stream().map(this::data).toArray(CompositeData[]::new);
  }
}
