// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restricts the classes that a client may send. JMXMP reads serialized objects from any client
 * before it knows who that is. Reading a class of some library on the class path could do harm.
 * Only the JDK's own types are needed.
 */
public final class SerialFilter {
  private static final Logger LOG = LoggerFactory.getLogger(SerialFilter.class);
  private static final String JDK_ONLY =
      "maxdepth=50;maxarray=1000000;java.**;javax.management.**;javax.security.auth.**;"
          + "com.sun.jmx.**;com.sun.management.**;sun.management.**;sun.rmi.**;!*";

  private SerialFilter() {}

  /**
   * Installs the filter for the whole process. An operator's own filter ({@code
   * -Djdk.serialFilter}) stays.
   */
  public static void install() {
    try {
      // Java 9 and newer, then Java 8. Setting the property would be too late for both.
      if (!installed("java.io.ObjectInputFilter") && !installed("sun.misc.ObjectInputFilter")) {
        LOG.warn(
            "JMX: this Java cannot filter serialized objects: set jmx.port=off, or update Java");
      }
    } catch (InvocationTargetException e) {
      LOG.info("JMX: this JVM has a serial filter already, and it stays");
    } catch (ReflectiveOperationException e) {
      LOG.warn("JMX: serialized objects are not filtered: {}", e.toString());
    }
  }

  private static boolean installed(String api) throws ReflectiveOperationException {
    Class<?> filter;
    Class<?> config;
    try {
      filter = Class.forName(api);
      config = Class.forName(api + "$Config");
    } catch (ClassNotFoundException e) {
      return false;
    }
    Object ours = config.getMethod("createFilter", String.class).invoke(null, JDK_ONLY);
    config.getMethod("setSerialFilter", filter).invoke(null, ours);
    return true;
  }
}
