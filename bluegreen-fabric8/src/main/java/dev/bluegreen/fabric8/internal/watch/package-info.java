/** Watches of a namespace: what is seen of it, how old that is, and who wants to hear of changes. */
@NullMarked
package dev.bluegreen.fabric8.internal.watch;

import org.jspecify.annotations.NullMarked;
