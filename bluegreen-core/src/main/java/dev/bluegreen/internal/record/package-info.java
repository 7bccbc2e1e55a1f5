/** The durable record of a release: lock, fencing token and journal in one object. */
@NullMarked
package dev.bluegreen.internal.record;

import org.jspecify.annotations.NullMarked;
