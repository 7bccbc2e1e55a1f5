/** The keys of a release file, and the calls of the builder that each becomes. */
@NullMarked
package dev.bluegreen.file.internal.release;

import org.jspecify.annotations.NullMarked;
