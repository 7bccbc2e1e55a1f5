/** What the tests of every package share: the shop, a server on loopback, callbacks that misbehave. */
@org.jspecify.annotations.NullMarked
package dev.bluegreen.scene;
