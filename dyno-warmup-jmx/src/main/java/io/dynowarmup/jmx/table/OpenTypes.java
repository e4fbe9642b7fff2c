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
  private static final String MAP = "java.util.Map<java.lang.String, java.lang.Long>";
  private static final String[] COLUMNS = {"key", "value"};

  /** The type of a map of numbers by text. */
  static final TabularType NUMBERS = numbersType();

  private OpenTypes() {}

  private static TabularType numbersType() {
    try {
      OpenType<?>[] types = {SimpleType.STRING, SimpleType.LONG};
      CompositeType row = new CompositeType(MAP, MAP, COLUMNS, COLUMNS, types);
      return new TabularType(MAP, MAP, row, new String[] {"key"});
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

  static TabularData numbers(Map<String, Long> numbers) {
    TabularDataSupport table = new TabularDataSupport(NUMBERS);
    numbers.forEach((key, value) -> table.put(row(key, value)));
    return table;
  }

  private static CompositeDataSupport row(String key, Long value) {
    try {
      return new CompositeDataSupport(NUMBERS.getRowType(), COLUMNS, new Object[] {key, value});
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }
}
