/** Plans: every write in order, the findings, the sizes and the times of a cutover before it begins. */
@NullMarked
package dev.bluegreen.internal.engine.plan;

import org.jspecify.annotations.NullMarked;
