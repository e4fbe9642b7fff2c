// SPDX-License-Identifier: Apache-2.0
/** Contains the operator's command line. Only this package and those below it name picocli. */
package io.dynowarmup.cli;
