// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes damaged inputs of real ones; the same for the same seed. */
public final class Mutation {
  private static final int MOST_STEPS = 6;
  private static final String[] NUMBERS = {
    "-1",
    "0",
    "1",
    "65536",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "999999999999999999",
    "99999999999999999999999999",
    "1e308",
    "NaN",
    "0x7f",
    "007",
    "+5",
    "1.5",
    "",
    " 12 ",
    "\u0661\u0662"
  };

  private final List<byte[]> samples;
  private final List<String> words;

  private Mutation(List<byte[]> samples, List<String> words) {
    this.samples = samples;
    this.words = words;
  }

  /**
   * @param resources real inputs, as the class loader finds them
   * @param words that mean something to the reader
   */
  public static Mutation of(List<String> resources, String... words) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    for (String resource : resources) {
      samples.add(bytes(resource));
    }
    return new Mutation(samples, Arrays.asList(words));
  }

  /** Of texts instead of resources. */
  public static Mutation ofTexts(List<String> texts, String... words) {
    List<byte[]> samples = new ArrayList<>();
    texts.forEach(t -> samples.add(t.getBytes(StandardCharsets.UTF_8)));
    return new Mutation(samples, Arrays.asList(words));
  }

  /** Of bytes instead of resources. */
  public static Mutation ofBytes(List<byte[]> samples, String... words) {
    return new Mutation(new ArrayList<>(samples), Arrays.asList(words));
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Mutation.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        all.write(part, 0, n);
      }
      return all.toByteArray();
    }
  }

  /** The next input: mostly a real one with a few changes, sometimes noise. */
  public byte[] next(Random random) {
    int kind = random.nextInt(100);
    if (kind < 4) {
      byte[] noise = new byte[random.nextInt(4_000)];
      random.nextBytes(noise);
      return noise;
    }
    if (kind < 8) {
      return wordSalad(random);
    }
    byte[] input = samples.get(random.nextInt(samples.size()));
    int steps = 1 + random.nextInt(MOST_STEPS);
    for (int i = 0; i < steps; i++) {
      input = step(input, random);
    }
    return input;
  }

  private byte[] wordSalad(Random random) {
    StringBuilder salad = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      salad.append(word(random)).append(random.nextBoolean() ? "\n" : " ");
    }
    return salad.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String word(Random random) {
    return words.isEmpty() || random.nextInt(4) == 0
        ? NUMBERS[random.nextInt(NUMBERS.length)]
        : words.get(random.nextInt(words.size()));
  }

  private byte[] step(byte[] in, Random random) {
    int at = random.nextInt(in.length + 1);
    int to = Math.min(in.length, at + random.nextInt(40));
    switch (random.nextInt(12)) {
      case 0:
        byte[] flipped = in.clone();
        for (int i = 0; i < 4 && in.length > 0; i++) {
          flipped[random.nextInt(in.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
      case 1:
        return replace(in, at, to, new byte[0]);
      case 2:
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        return replace(in, at, at, noise);
      case 3:
        return replace(in, at, at, Arrays.copyOfRange(in, at, to));
      case 4:
        return Arrays.copyOf(in, at);
      case 5:
        byte[] other = samples.get(random.nextInt(samples.size()));
        return replace(
            in, at, in.length, Arrays.copyOfRange(other, at % (other.length + 1), other.length));
      case 6:
      case 7:
        return number(in, at, random);
      case 8:
        return lines(in, random);
      case 9:
        return repeated(in, at, to, random);
      default:
        return replace(in, at, random.nextBoolean() ? at : to, text(word(random)));
    }
  }

  private static byte[] text(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** The next number in it becomes another one. */
  private static byte[] number(byte[] in, int from, Random random) {
    int start = from;
    while (start < in.length && !Character.isDigit(in[start])) {
      start++;
    }
    int end = start;
    while (end < in.length && Character.isDigit(in[end])) {
      end++;
    }
    return replace(in, start, end, text(NUMBERS[random.nextInt(NUMBERS.length)]));
  }

  /** Two lines change places, or one is dropped or there twice. */
  private static byte[] lines(byte[] in, Random random) {
    String[] lines = new String(in, StandardCharsets.ISO_8859_1).split("\n", -1);
    int one = random.nextInt(lines.length);
    int two = random.nextInt(lines.length);
    String kept = lines[one];
    lines[one] = random.nextBoolean() ? lines[two] : "";
    lines[two] = kept;
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A piece again and again: long lines, deep nesting; once in a while megabytes of it. */
  private static byte[] repeated(byte[] in, int at, int to, Random random) {
    byte[] piece =
        Arrays.copyOfRange(in, at, random.nextBoolean() ? Math.min(in.length, at + 1) : to);
    int most = random.nextInt(300) == 0 ? 9_000_000 : random.nextInt(20) == 0 ? 100_000 : 400;
    int times = piece.length == 0 ? 0 : random.nextInt(most / piece.length + 1);
    byte[] all = new byte[piece.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = piece[i % piece.length];
    }
    return replace(in, at, at, all);
  }

  private static byte[] replace(byte[] in, int from, int to, byte[] with) {
    byte[] out = new byte[in.length - (to - from) + with.length];
    System.arraycopy(in, 0, out, 0, from);
    System.arraycopy(with, 0, out, from, with.length);
    System.arraycopy(in, to, out, from + with.length, in.length - to);
    return out;
  }
}
