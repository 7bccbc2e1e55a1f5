package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.controller.ControlPlane;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;

/** The pods that a selector matches whenever they are asked for. Thread-safe. */
public final class FakePods {

    private final ControlPlane controlPlane;
    private final PodSelector which;

    FakePods(ControlPlane controlPlane, PodSelector which) {
        this.controlPlane = controlPlane;
        this.which = which;
    }

    /** Of these only those in the namespace. */
    public FakePods inNamespace(String name) {
        return new FakePods(controlPlane, which.inNamespace(name));
    }

    /** Their names, ordered by namespace and name; terminating ones are among them. */
    public List<String> names() {
        return trees().stream().map(pod -> Trees.text(pod, "metadata", "name")).toList();
    }

    /**
     * They die at once: connections are reset and the objects are gone, while Services that have not noticed yet still
     * send there. Their ReplicaSets make new ones.
     */
    public void kill() {
        trees().forEach(controlPlane::kill);
    }

    private List<Map<String, Object>> trees() {
        return controlPlane.pods(which.selector(), which.namespace());
    }
}
