/**
 * The kill matrix: each operation of a release with each of its API calls made to fail in every way, checked against the
 * laws.
 */
@NullMarked
package dev.bluegreen.laws.killmatrix;

import org.jspecify.annotations.NullMarked;
