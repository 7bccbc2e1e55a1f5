/** Watches of a namespace: their view of it, its age, and listeners to changes. */
@NullMarked
package dev.bluegreen.fabric8.internal.watch;

import org.jspecify.annotations.NullMarked;
