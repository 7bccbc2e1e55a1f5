/** What a switch costs beside a bare patch, and what a thousand releases cost at rest. */
@NullMarked
package dev.bluegreen.examples.benchmark;

import org.jspecify.annotations.NullMarked;
