// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the names of one slice from a position on. */
final class NameReader implements Closeable {
  private static final int HEAD = Short.BYTES + Integer.BYTES;
  private static final int MOST_DATABASE = 0xffff;

  private final FileChannel channel;
  private final DataInputStream in;
  private final long size;
  private long position;
  private Optional<Name> ahead = Optional.empty();

  private NameReader(FileChannel channel, long position) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    this.position = position;
    channel.position(position);
    this.in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(channel), WorkFiles.BUFFER));
  }

  /** Opens the names of a slice; empty if it has none. */
  static Optional<NameReader> open(Path directory, int slice, long position) throws IOException {
    Path file = NameWriter.file(directory, slice);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(new NameReader(FileChannel.open(file, StandardOpenOption.READ), position));
  }

  /** Returns the next names of one database, at most that many; empty at the end. */
  List<Name> next(int most) throws IOException {
    List<Name> names = new ArrayList<>();
    while (names.size() < most) {
      Optional<Name> name = ahead.isPresent() ? ahead : read();
      boolean sameDatabase =
          names.isEmpty() || name.map(n -> n.database() == names.get(0).database()).orElse(false);
      if (!name.isPresent() || !sameDatabase) {
        ahead = name;
        break;
      }
      ahead = Optional.empty();
      position += HEAD + name.get().key().length;
      names.add(name.get());
    }
    return names;
  }

  private Optional<Name> read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int database = (first << Byte.SIZE | in.readUnsignedByte()) & MOST_DATABASE;
    int length = in.readInt();
    if (length < 0 || length > size - position) {
      throw new EOFException("a name of " + length + " bytes");
    }
    byte[] key = new byte[length];
    in.readFully(key);
    return Optional.of(new Name(database, key));
  }

  /** Returns the position after the last name that was returned. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
