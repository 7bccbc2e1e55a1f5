/** Values and errors that everything else speaks in; imports nothing of ours. */
@NullMarked
package dev.bluegreen.model;

import org.jspecify.annotations.NullMarked;
