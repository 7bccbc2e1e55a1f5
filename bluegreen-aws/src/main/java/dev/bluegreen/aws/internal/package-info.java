/** What strategies of several services share, and nobody else. */
@NullMarked
package dev.bluegreen.aws.internal;

import org.jspecify.annotations.NullMarked;
