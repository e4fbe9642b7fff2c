// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a person sees beside the name of a bean, an attribute, an operation or a parameter. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Describe {
  /** A sentence, with the unit of a number. */
  String value();

  /** The name of a parameter: compilers drop it by default, and then there is only p0. */
  String name() default "";
}
