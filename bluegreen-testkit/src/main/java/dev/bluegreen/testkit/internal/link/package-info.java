/** What ties the two ends of a request together in one process, so that virtual time waits for what is on its way. */
@NullMarked
package dev.bluegreen.testkit.internal.link;

import org.jspecify.annotations.NullMarked;
