// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jars;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Head of a class file (JVM specification, chapter 4): its version and its constants. */
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

  /** 52 is Java 8. */
  int major() {
    return major;
  }

  /** Names, descriptors, signatures and string literals. */
  List<String> texts() {
    return texts;
  }

  /**
   * Classes that the code refers to, such as {@code java/util/List}; B, I, … for arrays of those.
   */
  List<String> classes() {
    return classes;
  }
}
