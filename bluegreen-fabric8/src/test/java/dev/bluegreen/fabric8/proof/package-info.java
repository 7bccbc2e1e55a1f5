/** Holds preflight and proof against the fake cluster's data plane, scene by scene. */
@org.jspecify.annotations.NullMarked
package dev.bluegreen.fabric8.proof;
