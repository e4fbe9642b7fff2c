// SPDX-License-Identifier: Apache-2.0
/** Bootstraps a whole data centre over the MBeans of its nodes. */
package io.dynowarmup.site;
