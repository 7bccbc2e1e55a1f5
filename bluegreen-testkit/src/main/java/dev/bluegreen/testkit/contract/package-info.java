/** Contracts of the SPI, as tests to extend. */
@NullMarked
package dev.bluegreen.testkit.contract;

import org.jspecify.annotations.NullMarked;
