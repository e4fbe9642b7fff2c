// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

/** Shows a warm-up. */
public interface WarmView {
  /** Shows something that has happened. */
  void line(String text);

  /** Shows how far it is, in place of the previous text. */
  void live(String text);
}
