/** The intent of a cutover: request, settings and progress, so that any process can resume it. */
@NullMarked
package dev.bluegreen.internal.record.intent;

import org.jspecify.annotations.NullMarked;
