/** Keys of a release file: declared once, read strictly, and described by the JSON Schema; for routers of others, too. */
@NullMarked
package dev.bluegreen.file.spi;

import org.jspecify.annotations.NullMarked;
