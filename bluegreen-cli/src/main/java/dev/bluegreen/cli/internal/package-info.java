/** What the commands share: arguments, the connection to the cluster, exit codes, documents, a safe end. */
@NullMarked
package dev.bluegreen.cli.internal;

import org.jspecify.annotations.NullMarked;
