/** Answers of other servers: how they are read, what is expected of them, and what of them may be shown. */
@NullMarked
package dev.bluegreen.internal.answer;

import org.jspecify.annotations.NullMarked;
