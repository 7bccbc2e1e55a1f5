/** The durable record of a release: its lock, fencing token and what is known of it, in one object. */
@NullMarked
package dev.bluegreen.internal.record;

import org.jspecify.annotations.NullMarked;
