/** Deployments as workloads: finding, reading, staging, scaling and diagnosing them. */
@NullMarked
package dev.bluegreen.fabric8.internal.deployment;

import org.jspecify.annotations.NullMarked;
