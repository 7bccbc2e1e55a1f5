/** Whole releases through the public API, on the fake cluster. */
@org.jspecify.annotations.NullMarked
package dev.bluegreen.fabric8.release;
