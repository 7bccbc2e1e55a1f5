/** What happened in one cluster, in the order in which it happened, for whoever has to find out why a test failed. */
@NullMarked
package dev.bluegreen.testkit.internal.journal;

import org.jspecify.annotations.NullMarked;
