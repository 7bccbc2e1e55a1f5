/** Adoption: a plain workload becomes a release, by a clone and a cutover to it. */
@NullMarked
package dev.bluegreen.internal.engine.adopt;

import org.jspecify.annotations.NullMarked;
