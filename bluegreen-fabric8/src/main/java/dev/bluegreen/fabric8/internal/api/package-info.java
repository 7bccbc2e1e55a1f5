/** Requests to the Kubernetes API: their errors and permissions, and the metadata that we set on objects. */
@NullMarked
package dev.bluegreen.fabric8.internal.api;

import org.jspecify.annotations.NullMarked;
