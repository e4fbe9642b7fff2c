// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A key of one database. Immutable. */
public final class JournalKey {
  /** Orders keys by database and name. */
  public static final Comparator<JournalKey> ORDER =
      Comparator.comparingInt(JournalKey::database).thenComparing(JournalKey::text);

  private final int database;
  private final byte[] name;

  public JournalKey(int database, byte[] name) {
    this.database = database;
    this.name = name;
  }

  public int database() {
    return database;
  }

  public byte[] name() {
    return name;
  }

  private String text() {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalKey
        && database == ((JournalKey) other).database
        && Arrays.equals(name, ((JournalKey) other).name);
  }

  @Override
  public int hashCode() {
    return 31 * database + Arrays.hashCode(name);
  }

  @Override
  public String toString() {
    String text = new String(name, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    return database == 0 ? text : text + " of database " + database;
  }
}
