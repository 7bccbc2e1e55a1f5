/** Interfaces implemented by a platform adapter: time, workloads, record store, provider. */
@NullMarked
package dev.bluegreen.spi;

import org.jspecify.annotations.NullMarked;
