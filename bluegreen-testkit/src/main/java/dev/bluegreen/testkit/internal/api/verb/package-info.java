/** The verbs of the API: read, write, delete, watch, and subresources. */
@NullMarked
package dev.bluegreen.testkit.internal.api.verb;

import org.jspecify.annotations.NullMarked;
