/** JSON text to plain maps and lists and back, free of any JSON library, so that it runs with every client version. */
@NullMarked
package dev.bluegreen.testkit.internal.json;

import org.jspecify.annotations.NullMarked;
