/** What controllers share: their loop, their order, and the objects that they read. */
@NullMarked
package dev.bluegreen.testkit.internal.controller.loop;

import org.jspecify.annotations.NullMarked;
