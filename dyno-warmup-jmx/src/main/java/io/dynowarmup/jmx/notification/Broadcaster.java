// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.notification;

import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notifications to all listeners. A listener that throws does not prevent the others from
 * receiving them.
 */
public final class Broadcaster extends NotificationBroadcasterSupport {
  static final String STARTED = "io.dynowarmup.run.started";
  static final String SOURCE = "io.dynowarmup.source.changed";
  static final String FINISHED = "io.dynowarmup.run.finished";

  private static final Logger LOG = LoggerFactory.getLogger(Broadcaster.class);

  public Broadcaster() {
    super(
        info(
            Notification.class,
            "A run has begun, has chosen another source, or has ended. The message holds all"
                + " facts. User data is a map of texts: runId, for a source also source and rack, at"
                + " the end also outcome and reason.",
            STARTED,
            SOURCE,
            FINISHED),
        info(
            AttributeChangeNotification.class,
            "Phase has changed. A slow listener may miss phases in between, but never the"
                + " last.",
            AttributeChangeNotification.ATTRIBUTE_CHANGE));
  }

  private static MBeanNotificationInfo info(Class<?> type, String description, String... types) {
    return new MBeanNotificationInfo(types, type.getName(), description);
  }

  @Override
  protected void handleNotification(
      NotificationListener listener, Notification notification, Object handback) {
    try {
      super.handleNotification(listener, notification, handback);
    } catch (RuntimeException | Error e) {
      LOG.warn("Unexpected exception in a listener to {}", notification.getType(), e);
    }
  }
}
