// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the head of a class file: its version and its constants (JVM specification, chapter 4). */
final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;

  private final int major;
  private final List<String> texts = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();

  private ClassFile(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.readUnsignedShort();
    major = in.readUnsignedShort();
    String[] constants = new String[in.readUnsignedShort()];
    List<Integer> classNames = new ArrayList<>();
    for (int i = 1; i < constants.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> constants[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++;
        }
        case 7 -> classNames.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.readUnsignedShort();
        case 15 -> {
          in.readUnsignedByte();
          in.readUnsignedShort();
        }
        default -> throw new IOException("constant of unknown kind " + tag);
      }
    }
    for (String constant : constants) {
      if (constant != null) {
        texts.add(constant);
      }
    }
    classNames.forEach(i -> classes.add(elementType(constants[i])));
  }

  static ClassFile read(InputStream in) throws IOException {
    return new ClassFile(new DataInputStream(new BufferedInputStream(in)));
  }

  private static String elementType(String name) {
    return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
  }

  /** Returns the major version; 52 is Java 8. */
  int major() {
    return major;
  }

  /** Returns names, descriptors, signatures and string literals. */
  List<String> texts() {
    return texts;
  }

  /**
   * Returns the classes that the code refers to, such as {@code java/util/List}. Arrays of
   * primitives appear as B, I and so on.
   */
  List<String> classes() {
    return classes;
  }
}
