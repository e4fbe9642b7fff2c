// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a bean, an attribute, an operation or a parameter for JMX tools. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Describe {
  /** Returns a sentence, with the unit of a number. */
  String value();

  /**
   * Returns the name of a parameter. Compilers drop parameter names by default, and tools then only
   * show p0.
   */
  String name() default "";
}
