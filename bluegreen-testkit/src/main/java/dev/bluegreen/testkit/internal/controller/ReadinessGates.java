package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.Optional;

/** The conditions that others have to set before a pod counts as ready. */
public final class ReadinessGates {

    private ReadinessGates() {}

    /** Why a pod whose containers are ready is not, in the kubelet's words; empty if nobody is waited for. */
    public static Optional<String> missing(Map<String, Object> pod) {
        return Trees.maps(pod, "spec", "readinessGates").stream()
                .map(gate -> Trees.text(gate, "conditionType"))
                .filter(type -> !"True".equals(Pods.condition(pod, type).get("status")))
                .findFirst()
                .map(type -> Pods.condition(pod, type).isEmpty()
                        ? "corresponding condition of pod readiness gate \"" + type + "\" does not exist."
                        : "the status of pod readiness gate \"" + type + "\" is not \"True\", but "
                                + Trees.text(Pods.condition(pod, type), "status"));
    }
}
