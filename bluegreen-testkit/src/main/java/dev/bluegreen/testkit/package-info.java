/** The entry: a fake Kubernetes cluster on loopback. */
@NullMarked
package dev.bluegreen.testkit;

import org.jspecify.annotations.NullMarked;
