/** Releases on Kubernetes through the fabric8 client: workloads, record, discovery and selector cutover. */
@NullMarked
package dev.bluegreen.fabric8;

import org.jspecify.annotations.NullMarked;
