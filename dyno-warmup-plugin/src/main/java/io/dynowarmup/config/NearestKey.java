package io.dynowarmup.config;

/** The known key that a mistyped one resembles most: the one with the least edits (Levenshtein). */
final class NearestKey {
  private NearestKey() {}

  static String to(String typed) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (WarmupKey key : WarmupKey.values()) {
      int edits = edits(typed, key.key());
      if (edits < least) {
        least = edits;
        nearest = key.key();
      }
    }
    return nearest;
  }

  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
