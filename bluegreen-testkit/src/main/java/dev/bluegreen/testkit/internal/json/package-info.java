/** JSON text to plain maps and lists and back, by gson and not by the Jackson of a client, so that it runs with every client version. */
@NullMarked
package dev.bluegreen.testkit.internal.json;

import org.jspecify.annotations.NullMarked;
