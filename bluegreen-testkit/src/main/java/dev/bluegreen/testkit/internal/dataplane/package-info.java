/** The way of a request on loopback: pods that answer HTTP, Services that choose a pod per connection. */
@NullMarked
package dev.bluegreen.testkit.internal.dataplane;

import org.jspecify.annotations.NullMarked;
