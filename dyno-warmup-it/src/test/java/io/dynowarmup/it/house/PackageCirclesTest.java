// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.house;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.house.SourceFile.Method;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class PackageCirclesTest {
  @Test
  public void arrowsThatOnlyPointDownwardMakeNoCircle() {
    assertEquals(
        List.of(), PackageCircles.of(List.of(file("a", "b", "c"), file("b", "c"), file("c"))));
  }

  @Test
  public void eachPackageOfACircleIsNamedAndNoOther() {
    assertEquals(
        List.of("a", "b", "c"),
        PackageCircles.of(
            List.of(file("top", "a"), file("a", "b"), file("b", "c", "low"), file("c", "a"))));
  }

  @Test
  public void importsOfTheSamePackageAndOfOtherProjectsMakeNoArrow() {
    assertEquals(List.of(), PackageCircles.of(List.of(file("a", "a", "java.util"))));
  }

  private static SourceFile file(String packageName, String... imports) {
    return new SourceFile(packageName, "Type", 1, 1, true, Method.NONE, Set.of(imports));
  }
}
