package io.dynowarmup.jmx.remote;

/**
 * What a client may send. JMXMP reads serialized objects from whoever connects, before it knows who
 * that is, and a class of some library on the class path could be made to do harm by being read.
 * Nothing but the JDK's own types is needed.
 */
public final class SerialFilter {
  private static final String PROPERTY = "jdk.serialFilter";
  private static final String JDK_ONLY =
      "maxdepth=50;maxarray=1000000;java.**;javax.management.**;javax.security.auth.**;"
          + "com.sun.jmx.**;com.sun.management.**;sun.management.**;sun.rmi.**;!*";

  private SerialFilter() {}

  /** Before anything is deserialized in this process; an operator's own filter stays. */
  public static void install() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, JDK_ONLY);
    }
  }
}
