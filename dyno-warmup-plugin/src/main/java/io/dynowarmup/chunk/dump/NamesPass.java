// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.dump;

import io.dynowarmup.chunk.format.Slices;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.unit.Units;
import java.io.IOException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the names of all keys of this node, and sorts them into the files of their slices. */
final class NamesPass {
  private static final Logger LOG = LoggerFactory.getLogger(NamesPass.class);
  private static final String START = "0";

  private final DumpPlan plan;
  private final DumpSource source;
  private final DumpProgress progress;
  private final Slices slices;
  private long unnamed;

  NamesPass(DumpPlan plan, DumpSource source, DumpProgress progress) {
    this.plan = plan;
    this.source = source;
    this.progress = progress;
    this.slices = new Slices(plan.slices());
  }

  void run(WorkDirectory work) throws InterruptedException {
    try (NameWriter names = new NameWriter(work.path(), plan.slices())) {
      for (int database : source.databases()) {
        String cursor = START;
        do {
          RedisData.Page page = source.scan(database, cursor);
          for (byte[] key : page.keys()) {
            add(names, new Name(database, key));
          }
          cursor = page.cursor();
        } while (!cursor.equals(START));
      }
    } catch (IOException e) {
      throw WorkFiles.failed("write the names of keys to", work.path(), e);
    }
    if (unnamed > 0) {
      LOG.warn(
          "Left out of the dump: {} with an empty name or nothing between the characters of"
              + " hash_tag",
          Units.keys(unnamed));
    }
    work.named(unnamed);
  }

  private void add(NameWriter names, Name name) throws IOException {
    OptionalLong hash = plan.hash().of(name.key());
    if (!hash.isPresent()) {
      unnamed++;
      progress.leftOutOne();
    }
    boolean ours = hash.isPresent() && plan.ranges().contains(hash.getAsLong());
    if (ours && !OwnKeys.contain(name.key())) {
      names.add(slices.of(hash.getAsLong()), name);
      progress.named(1);
    }
  }
}
