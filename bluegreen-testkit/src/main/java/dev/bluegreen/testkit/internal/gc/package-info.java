/** What a cluster cleans up by itself: objects without owner, and the contents of namespaces that go. */
@NullMarked
package dev.bluegreen.testkit.internal.gc;

import org.jspecify.annotations.NullMarked;
