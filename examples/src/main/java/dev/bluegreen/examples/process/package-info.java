/** What examples with several processes share: the other JVM, and the time of all of them. */
@NullMarked
package dev.bluegreen.examples.process;

import org.jspecify.annotations.NullMarked;
