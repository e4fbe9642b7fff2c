// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.MBeanOperationInfo;

/** States whether an operation changes something. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Impact {
  /** Returns one of the constants of {@link MBeanOperationInfo}. */
  int value();
}
