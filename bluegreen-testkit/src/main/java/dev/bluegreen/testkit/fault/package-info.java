/** Faults of requests to the API server and of their responses, injected by rules and counted. */
@NullMarked
package dev.bluegreen.testkit.fault;

import org.jspecify.annotations.NullMarked;
