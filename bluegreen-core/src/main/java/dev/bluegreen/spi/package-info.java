/** What an adapter implements to put releases on a platform: time, workloads, the record store, the provider. */
@NullMarked
package dev.bluegreen.spi;

import org.jspecify.annotations.NullMarked;
