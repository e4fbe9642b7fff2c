// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularType;

/**
 * A table of attributes in the order in which tools show them. Each attribute is one call: name,
 * unit, description, value. The types are those that an MXBean would have.
 *
 * @param <S> what the values are read from
 */
public final class AttributeTable<S> {
  /** The units of numbers, as the descriptors and the pages name them. */
  public static final String BYTES = "bytes";

  public static final String BYTES_PER_SECOND = "bytes/s";
  public static final String MILLIS = "ms";
  public static final String PERCENT = "%";
  public static final String COUNT = "";

  private final Map<String, AttributeRow<S>> rows = new LinkedHashMap<>();

  public Map<String, AttributeRow<S>> rows() {
    return rows;
  }

  public AttributeTable<S> text(String name, String description, Function<S, String> value) {
    return add(name, SimpleType.STRING, "", description, value);
  }

  public AttributeTable<S> flag(String name, String description, Predicate<S> value) {
    return add(name, SimpleType.BOOLEAN, "", description, value::test);
  }

  public AttributeTable<S> integer(
      String name, String unit, String description, ToIntFunction<S> value) {
    return add(name, SimpleType.INTEGER, unit, description, value::applyAsInt);
  }

  public AttributeTable<S> number(
      String name, String unit, String description, ToLongFunction<S> value) {
    return add(name, SimpleType.LONG, unit, description, value::applyAsLong);
  }

  public AttributeTable<S> texts(String name, String description, Function<S, List<String>> value) {
    return add(
        name,
        OpenTypes.arrayOf(SimpleType.STRING),
        "",
        description,
        s -> value.apply(s).toArray(new String[0]));
  }

  public AttributeTable<S> numbers(
      String name, String unit, String description, Function<S, Map<String, Long>> value) {
    return map(name, SimpleType.LONG, unit, description, value);
  }

  public AttributeTable<S> textsByName(
      String name, String description, Function<S, Map<String, String>> value) {
    return map(name, SimpleType.STRING, "", description, value);
  }

  private <V> AttributeTable<S> map(
      String name,
      SimpleType<V> type,
      String unit,
      String description,
      Function<S, Map<String, V>> value) {
    TabularType map = OpenTypes.mapOf(type);
    return add(name, map, unit, description, s -> OpenTypes.map(map, value.apply(s)));
  }

  public <T> AttributeTable<S> item(
      String name, String description, Composite<T> type, Function<S, Optional<T>> value) {
    return add(
        name, type.type(), "", description, s -> value.apply(s).map(type::data).orElse(null));
  }

  public <T> AttributeTable<S> items(
      String name, String description, Composite<T> type, Function<S, List<T>> value) {
    return add(
        name, OpenTypes.arrayOf(type.type()), "", description, s -> type.data(value.apply(s)));
  }

  private AttributeTable<S> add(
      String name, OpenType<?> type, String unit, String description, Function<S, ?> value) {
    rows.put(name, new AttributeRow<>(name, type, unit, description, value));
    return this;
  }
}
