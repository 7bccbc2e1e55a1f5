/** Adoption: a plain workload that is about to become a release, looked at, cloned and planned. */
@NullMarked
package dev.bluegreen.internal.engine.adopt;

import org.jspecify.annotations.NullMarked;
