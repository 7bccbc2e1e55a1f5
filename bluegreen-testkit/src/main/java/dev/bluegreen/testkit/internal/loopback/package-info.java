/** Sockets on loopback: listeners, datagrams, and plain HTTP. */
@NullMarked
package dev.bluegreen.testkit.internal.loopback;

import org.jspecify.annotations.NullMarked;
