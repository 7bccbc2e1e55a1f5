/** Tries each operation of a release with each of its API calls spoiled in every way, and holds what happened against the laws. */
@NullMarked
package dev.bluegreen.laws.killmatrix;

import org.jspecify.annotations.NullMarked;
