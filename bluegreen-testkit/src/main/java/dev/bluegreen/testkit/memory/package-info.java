/** A platform in memory: releases of the whole engine without a cluster and without HTTP. */
@NullMarked
package dev.bluegreen.testkit.memory;

import org.jspecify.annotations.NullMarked;
