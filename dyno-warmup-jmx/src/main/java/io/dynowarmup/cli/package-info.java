// SPDX-License-Identifier: Apache-2.0
/** The operator's command line. The only package that names picocli. */
package io.dynowarmup.cli;
