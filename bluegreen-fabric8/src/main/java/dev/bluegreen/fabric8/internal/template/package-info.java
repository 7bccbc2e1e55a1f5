/** Pod templates as trees: the staged fields, leftovers of others, and later changes. Does not access a cluster. */
@NullMarked
package dev.bluegreen.fabric8.internal.template;

import org.jspecify.annotations.NullMarked;
