/** The HTTP that checks speak: one request, one answer, one error. */
@NullMarked
package dev.bluegreen.internal.http;

import org.jspecify.annotations.NullMarked;
