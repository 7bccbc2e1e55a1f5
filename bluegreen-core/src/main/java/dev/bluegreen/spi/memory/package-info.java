/** A platform in memory with virtual time, for tests of the engine and of users without HTTP. */
@NullMarked
package dev.bluegreen.spi.memory;

import org.jspecify.annotations.NullMarked;
