/** Approvals: decisions by people or systems to let a cutover continue. */
@NullMarked
package dev.bluegreen.check.approval;

import org.jspecify.annotations.NullMarked;
