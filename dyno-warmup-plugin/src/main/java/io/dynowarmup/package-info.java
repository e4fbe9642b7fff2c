// SPDX-License-Identifier: Apache-2.0
/**
 * Warms a cold Dynomite node.
 *
 * <p>The style holds for the value classes of all packages: an abstract class names the values, and
 * the compiler generates its implementation and its builder, which stay in the package.
 */
@Value.Style(
    visibility = Value.Style.ImplementationVisibility.PACKAGE,
    overshadowImplementation = true,
    jdkOnly = true,
    allParameters = true,
    allowedClasspathAnnotations = Override.class,
    defaults = @Value.Immutable(copy = false))
package io.dynowarmup;

import org.immutables.value.Value;
