/** Pod templates as trees: what stage wrote, what others left in it, what has changed since. Knows no cluster. */
@NullMarked
package dev.bluegreen.fabric8.internal.template;

import org.jspecify.annotations.NullMarked;
