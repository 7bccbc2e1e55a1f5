/** Events of an operation: numbered, kept, and sent to listeners on threads of their own. */
@NullMarked
package dev.bluegreen.internal.engine.event;

import org.jspecify.annotations.NullMarked;
