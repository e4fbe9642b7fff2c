// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.spi.LocalSettings;
import io.dynowarmup.state.StateFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes settings of the local Redis and records each previous value first: in memory completely,
 * in the state file without secrets.
 */
public final class SettingsJournal implements LocalSettings {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsJournal.class);
  private static final Set<String> SECRET =
      new HashSet<>(Arrays.asList("masterauth", "requirepass"));
  private static final List<String> OF_THE_LINK = Arrays.asList("masteruser", "masterauth");
  private static final String WAS_SECRET = "(a secret)";

  private final RedisNode local;
  private final StateFile file;
  private final Deque<String[]> before = new ArrayDeque<>();
  private final Map<String, String> changed = new LinkedHashMap<>();
  private boolean back = true;

  SettingsJournal(RedisNode local, StateFile file) {
    this.local = local;
    this.file = file;
  }

  @Override
  public void set(String name, String value) {
    boolean first = before.stream().noneMatch(setting -> setting[0].equals(name));
    if (first) {
      String found = local.configGet(name).orElse("");
      if (found.equals(value)) {
        return;
      }
      String old = OwnKeys.CLOSED_LINK.equals(found) ? "" : found;
      file.settings().record(name, SECRET.contains(name) && !old.isEmpty() ? WAS_SECRET : old);
      before.push(new String[] {name, old});
    }
    try {
      local.configSet(name, value);
      changed.put(name, value);
    } catch (WarmupException e) {
      if (first && e.reason().isRejected()) {
        // Nothing was changed, so there is nothing to restore.
        before.pop();
        file.settings().restored(name);
      }
      throw e;
    }
  }

  @Override
  public void prefer(String name, String value) {
    try {
      set(name, value);
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      LOG.info("Setting {} of {} is left unchanged: {}", name, local.endpoint(), e.getMessage());
    }
  }

  /**
   * Restores what this run has changed, the last change first. Tries each setting.
   *
   * @param problems receives what the server refuses, in sentences
   * @throws WarmupException if the server does not answer; a later call restores the rest
   */
  public void putBack(Consumer<String> problems) {
    WarmupException silent = null;
    for (Iterator<String[]> settings = before.iterator(); settings.hasNext(); ) {
      String[] setting = settings.next();
      try {
        putBack(setting[0], setting[1]);
        settings.remove();
      } catch (WarmupException e) {
        if (e.reason().isRejected()) {
          problems.accept(e.getMessage());
          back = false;
          settings.remove();
        } else if (silent == null) {
          silent = e;
        } else {
          silent.addSuppressed(e);
        }
      }
    }
    if (silent != null) {
      throw silent;
    }
  }

  /**
   * Returns what this run has set, with its values, including settings that have been restored
   * since.
   */
  public Map<String, String> changed() {
    return Collections.unmodifiableMap(changed);
  }

  /** Returns whether every setting was restored. */
  public boolean areBack() {
    return back && before.isEmpty();
  }

  /**
   * Restores what a run left behind that was killed, or whose Redis did not answer at its end.
   *
   * @return what could not be restored, in sentences
   */
  public List<String> putBackAfterCrash() {
    List<String> problems = new ArrayList<>();
    dropLostSecrets(problems).forEach((name, value) -> tryToPutBack(name, value, problems));
    return problems;
  }

  /**
   * Takes over what a killed run has changed. The replica that it left needs these settings until
   * {@link #putBack}.
   *
   * @return what cannot be restored, in sentences
   */
  public List<String> adoptAfterCrash() {
    List<String> problems = new ArrayList<>();
    dropLostSecrets(problems).forEach((name, value) -> before.push(new String[] {name, value}));
    return problems;
  }

  /**
   * Returns whether a run has closed the link of this replica. It may have been killed, and its
   * state file lost.
   */
  public static boolean isLinkClosed(RedisNode local) {
    return !closed(local).isEmpty();
  }

  private static List<String> closed(RedisNode local) {
    return OF_THE_LINK.stream()
        .filter(name -> local.configGet(name).filter(OwnKeys.CLOSED_LINK::equals).isPresent())
        .collect(Collectors.toList());
  }

  /** Takes over a closed link whose former settings are lost: they become empty again. */
  public void adoptClosedLink() {
    for (String name : closed(local)) {
      file.settings().record(name, "");
      before.push(new String[] {name, ""});
    }
  }

  /**
   * Forgets the settings whose old value is a secret, which the file does not keep.
   *
   * @param problems receives a sentence for each of them
   * @return the other settings with their old values
   */
  private Map<String, String> dropLostSecrets(List<String> problems) {
    Map<String, String> known = new LinkedHashMap<>(file.settings().all());
    for (String name : new ArrayList<>(known.keySet())) {
      if (WAS_SECRET.equals(known.get(name))) {
        problems.add(
            name
                + " of "
                + local.endpoint()
                + " was changed by a run that was killed; its old value is not kept, set it again");
        file.settings().restored(name);
        known.remove(name);
      }
    }
    return known;
  }

  private void tryToPutBack(String name, String value, List<String> problems) {
    try {
      putBack(name, value);
    } catch (WarmupException e) {
      problems.add(e.getMessage());
    }
  }

  private void putBack(String name, String value) {
    try {
      local.configSet(name, value);
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(),
          "the setting "
              + name
              + " of "
              + local.endpoint()
              + " was not put back: "
              + e.getMessage(),
          e);
    }
    file.settings().restored(name);
  }
}
