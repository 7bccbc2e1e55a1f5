/** Clients that tell virtual time what they have under way. */
@NullMarked
package dev.bluegreen.testkit.internal.client;

import org.jspecify.annotations.NullMarked;
