/** Responses of other servers: parsing, expectations, and what may be shown of them. */
@NullMarked
package dev.bluegreen.internal.answer;

import org.jspecify.annotations.NullMarked;
