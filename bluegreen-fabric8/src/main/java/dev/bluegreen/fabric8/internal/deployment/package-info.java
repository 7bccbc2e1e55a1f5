/** Workloads as Deployments: found, read, staged, scaled and diagnosed. */
@NullMarked
package dev.bluegreen.fabric8.internal.deployment;

import org.jspecify.annotations.NullMarked;
