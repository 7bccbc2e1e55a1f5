/** Events of operations, and their listeners: audit log and notifiers. */
@NullMarked
package dev.bluegreen.event;

import org.jspecify.annotations.NullMarked;
