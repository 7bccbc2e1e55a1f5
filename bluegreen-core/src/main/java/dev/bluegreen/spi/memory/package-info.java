/** A platform in memory with virtual time, for engine tests and for embedders who test without HTTP. */
@NullMarked
package dev.bluegreen.spi.memory;

import org.jspecify.annotations.NullMarked;
