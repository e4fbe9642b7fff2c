// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.operation;

import java.util.function.BiFunction;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import javax.management.openmbean.SimpleType;

/** One operation; its arguments and its result are texts. Immutable. */
public final class Operation {
  private final OpenMBeanOperationInfoSupport info;
  private final BiFunction<OperatorCommands, String[], String> call;

  private Operation(
      String name,
      int impact,
      String description,
      BiFunction<OperatorCommands, String[], String> call,
      OpenMBeanParameterInfo... parameters) {
    this.info =
        new OpenMBeanOperationInfoSupport(name, description, parameters, SimpleType.STRING, impact);
    this.call = call;
  }

  /** Creates an operation that changes something. */
  static Operation action(
      String name,
      String description,
      BiFunction<OperatorCommands, String[], String> call,
      OpenMBeanParameterInfo... parameters) {
    return new Operation(name, MBeanOperationInfo.ACTION, description, call, parameters);
  }

  /** Creates an operation that only returns something. */
  static Operation query(
      String name,
      String description,
      BiFunction<OperatorCommands, String[], String> call,
      OpenMBeanParameterInfo... parameters) {
    return new Operation(name, MBeanOperationInfo.INFO, description, call, parameters);
  }

  static OpenMBeanParameterInfo parameter(String name, String description) {
    return new OpenMBeanParameterInfoSupport(name, description, SimpleType.STRING);
  }

  public MBeanOperationInfo info() {
    return info;
  }

  /** Returns whether a client means this operation. */
  public boolean is(String name, String[] signature) {
    if (!info.getName().equals(name) || info.getSignature().length != signature.length) {
      return false;
    }
    for (String type : signature) {
      if (!type.equals(String.class.getName())) {
        return false;
      }
    }
    return true;
  }

  /** Calls the operation with arguments of the types that {@link #is} has accepted. */
  public String call(OperatorCommands commands, Object[] arguments) {
    String[] texts = new String[arguments.length];
    System.arraycopy(arguments, 0, texts, 0, texts.length);
    return call.apply(commands, texts);
  }
}
