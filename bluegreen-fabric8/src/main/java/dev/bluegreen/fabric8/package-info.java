/** Puts releases on Kubernetes through the fabric8 client: workloads, the record, discovery and the selector cutover. */
@NullMarked
package dev.bluegreen.fabric8;

import org.jspecify.annotations.NullMarked;
