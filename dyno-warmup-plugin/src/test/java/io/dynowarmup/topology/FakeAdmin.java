// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.dynomite.DynomiteState;
import java.util.ArrayList;
import java.util.List;

/** A Dynomite that returns recorded answers, or those that a test sets. */
final class FakeAdmin implements DynomiteAdmin {
  String describe = Resources.text("cluster_describe.json");
  String info = Resources.text("info.json");
  boolean down;
  final List<String> asked = new ArrayList<>();

  @Override
  public DynomiteState state() {
    return DynomiteState.NORMAL;
  }

  @Override
  public void request(DynomiteState state) {
    throw new AssertionError("the search for the topology sets no state");
  }

  @Override
  public DynomiteInfo info() {
    return DynomiteInfo.parse(answer("info", info), "/info of http://127.0.0.1:22222");
  }

  @Override
  public ClusterDescription clusterDescribe() {
    return ClusterDescription.parse(
        answer("describe", describe), "/cluster_describe of http://127.0.0.1:22222");
  }

  private String answer(String what, String text) {
    asked.add(what);
    if (down) {
      throw new WarmupException(Reason.DYNOMITE_UNREACHABLE, "nothing listens at the admin port");
    }
    return text;
  }
}
