// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.Test;

public class JsonTextTest {
  @Test
  public void valuesKeepTheirKind() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("n", 9_007_199_254_740_993L);
    map.put("b", true);
    map.put("none", null);
    map.put("list", Arrays.asList("x", 1, Collections.emptyList()));
    map.put("map", Collections.emptyMap());
    assertEquals(
        "{\"n\":9007199254740993,\"b\":true,\"none\":null,\"list\":[\"x\",1,[]],\"map\":{}}",
        JsonText.of(map));
  }

  @Test
  public void whatWouldEndATextIsEscaped() {
    assertEquals("\"a\\\"b\\\\c\\u000a\\u0000\"", JsonText.of("a\"b\\c\n\0"));
  }

  @Test
  public void aTerminalThatKnowsOnlyAsciiGetsItWhole() {
    assertEquals("\"b\\u00fcro \\ud83d\\ude00\"", JsonText.of("b\u00fcro \ud83d\ude00"));
  }
}
