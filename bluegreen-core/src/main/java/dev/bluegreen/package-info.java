/** Entry point: configure a release, and switch it. */
@NullMarked
package dev.bluegreen;

import org.jspecify.annotations.NullMarked;
