/** What is asked before and after traffic moves: gates, smoke tests, approvals, SLOs. */
@NullMarked
package dev.bluegreen.check;

import org.jspecify.annotations.NullMarked;
