/** Objectives of a bake: what is measured while the new track carries traffic, and which limits send it back. */
@NullMarked
package dev.bluegreen.check.slo;

import org.jspecify.annotations.NullMarked;
