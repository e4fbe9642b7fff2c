// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * One attribute: its name, type, unit, description and value. Immutable.
 *
 * @param <S> what the value is read from
 */
public final class AttributeRow<S> {
  private static final List<OpenType<?>> PRIMITIVE =
      Arrays.asList(SimpleType.BOOLEAN, SimpleType.INTEGER, SimpleType.LONG);
  private static final List<String> PRIMITIVE_NAMES = Arrays.asList("boolean", "int", "long");

  private final String name;
  private final OpenType<?> type;
  private final String unit;
  private final String description;
  private final Function<S, ?> value;

  AttributeRow(
      String name, OpenType<?> type, String unit, String description, Function<S, ?> value) {
    this.name = name;
    this.type = type;
    this.unit = unit;
    this.description = description;
    this.value = value;
  }

  OpenType<?> type() {
    return type;
  }

  public Object value(S source) {
    return value.apply(source);
  }

  /** Returns the information that an MXBean would have, and the unit. */
  public MBeanAttributeInfo info() {
    int primitive = PRIMITIVE.indexOf(type);
    if (primitive < 0) {
      return new OpenMBeanAttributeInfoSupport(
          name, description, type, true, false, false, descriptor(type.getClassName()));
    }
    String java = PRIMITIVE_NAMES.get(primitive);
    return new MBeanAttributeInfo(
        name, java, description, true, false, type == SimpleType.BOOLEAN, descriptor(java));
  }

  private ImmutableDescriptor descriptor(String java) {
    return new ImmutableDescriptor(
        new String[] {"openType", "originalType", "units"}, new Object[] {type, java, unit});
  }
}
