/** Files that another program writes. */
package io.dynowarmup.file;
