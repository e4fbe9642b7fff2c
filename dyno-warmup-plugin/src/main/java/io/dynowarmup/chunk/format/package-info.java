// SPDX-License-Identifier: Apache-2.0
/** The bytes of chunks and manifests: version 1, written and read. See docs/chunk-format.md. */
package io.dynowarmup.chunk.format;
