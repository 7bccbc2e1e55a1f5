/** The rules that implementations of the SPI have to keep, as tests to extend. */
@NullMarked
package dev.bluegreen.testkit.contract;

import org.jspecify.annotations.NullMarked;
