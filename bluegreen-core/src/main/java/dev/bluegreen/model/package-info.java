/** Values and errors that all other packages use; imports nothing of ours. */
@NullMarked
package dev.bluegreen.model;

import org.jspecify.annotations.NullMarked;
