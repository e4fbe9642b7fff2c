package io.dynowarmup.it.dynomite;

/** What a node does to traffic. */
enum State {
  NORMAL,
  STANDBY,
  WRITES_ONLY,
  RESUMING
}
