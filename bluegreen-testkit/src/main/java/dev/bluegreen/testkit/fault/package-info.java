/** What can go wrong on the way to the API server and back, on demand and counted. */
@NullMarked
package dev.bluegreen.testkit.fault;

import org.jspecify.annotations.NullMarked;
