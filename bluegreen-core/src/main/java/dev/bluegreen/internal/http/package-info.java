/** A minimal HTTP client for checks: one request, one response or one error. */
@NullMarked
package dev.bluegreen.internal.http;

import org.jspecify.annotations.NullMarked;
