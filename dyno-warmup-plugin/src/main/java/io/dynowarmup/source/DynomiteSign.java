package io.dynowarmup.source;

/** What a peer's Dynomite shows of itself from here. Immutable. */
public final class DynomiteSign {
  /** In which of three ways it is. */
  enum State {
    /** Its client port answers as in state NORMAL. */
    SERVES,
    /** It is known not to take the cluster's writes, or not to serve. */
    DOES_NOT_SERVE,
    /** It cannot be told from here. */
    UNKNOWN
  }

  static final DynomiteSign NOT_ASKED = new DynomiteSign(State.UNKNOWN, "");

  private final State state;
  private final String text;

  private DynomiteSign(State state, String text) {
    this.state = state;
    this.text = text;
  }

  static DynomiteSign normal() {
    return new DynomiteSign(State.SERVES, "");
  }

  static DynomiteSign doesNotServe(String text) {
    return new DynomiteSign(State.DOES_NOT_SERVE, text);
  }

  static DynomiteSign unknown(String text) {
    return new DynomiteSign(State.UNKNOWN, text);
  }

  boolean serves() {
    return state == State.SERVES;
  }

  boolean doesNotServe() {
    return state == State.DOES_NOT_SERVE;
  }

  /** One sentence's part; empty when it serves, or was not asked. */
  String text() {
    return text;
  }
}
