/** Controllers of workloads: Deployments, ReplicaSets, Jobs, autoscalers. */
@NullMarked
package dev.bluegreen.testkit.internal.controller.workload;

import org.jspecify.annotations.NullMarked;
