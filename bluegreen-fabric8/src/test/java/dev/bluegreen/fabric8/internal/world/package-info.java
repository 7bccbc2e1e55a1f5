/** The function of the world, from plain values. */
@org.jspecify.annotations.NullMarked
package dev.bluegreen.fabric8.internal.world;
