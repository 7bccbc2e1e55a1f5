/** Who is told: listeners and the audit log. */
@NullMarked
package dev.bluegreen.event;

import org.jspecify.annotations.NullMarked;
