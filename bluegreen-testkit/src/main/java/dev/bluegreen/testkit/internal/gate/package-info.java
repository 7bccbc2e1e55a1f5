/** A loopback proxy in front of the mock server, which cannot cut a connection or answer late by itself. */
@NullMarked
package dev.bluegreen.testkit.internal.gate;

import org.jspecify.annotations.NullMarked;
