/** Calls of the Kubernetes API: requests, their errors, permissions, and the marks that we leave on objects. */
@NullMarked
package dev.bluegreen.fabric8.internal.api;

import org.jspecify.annotations.NullMarked;
