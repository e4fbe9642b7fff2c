// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.table;

import java.util.Map;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Makes arrays and maps of open data, with the types that an MXBean gives them. */
final class OpenTypes {
  private static final String[] COLUMNS = {"key", "value"};

  private OpenTypes() {}

  /** Returns the type of a map by text. */
  static TabularType mapOf(SimpleType<?> value) {
    String name = "java.util.Map<java.lang.String, " + value.getTypeName() + ">";
    try {
      OpenType<?>[] types = {SimpleType.STRING, value};
      CompositeType row = new CompositeType(name, name, COLUMNS, COLUMNS, types);
      return new TabularType(name, name, row, new String[] {COLUMNS[0]});
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> ArrayType<?> arrayOf(OpenType<T> element) {
    try {
      return new ArrayType<>(1, element);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  static TabularData map(TabularType type, Map<String, ?> values) {
    TabularDataSupport table = new TabularDataSupport(type);
    values.forEach((key, value) -> table.put(row(type, key, value)));
    return table;
  }

  private static CompositeDataSupport row(TabularType type, String key, Object value) {
    try {
      return new CompositeDataSupport(type.getRowType(), COLUMNS, new Object[] {key, value});
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }
}
