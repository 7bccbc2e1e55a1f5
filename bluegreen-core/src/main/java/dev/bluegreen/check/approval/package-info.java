/** Approvals: who may let a cutover go on, and how they are asked. */
@NullMarked
package dev.bluegreen.check.approval;

import org.jspecify.annotations.NullMarked;
