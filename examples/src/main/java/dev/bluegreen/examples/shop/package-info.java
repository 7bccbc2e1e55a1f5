/** The releases of one namespace, as a tool of its team has them: requested, approved, and carried out by a job. */
@NullMarked
package dev.bluegreen.examples.shop;

import org.jspecify.annotations.NullMarked;
