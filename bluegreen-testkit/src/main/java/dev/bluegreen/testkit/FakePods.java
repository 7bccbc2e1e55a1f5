package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.controller.ControlPlane;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The pods that a selector matches at the time of each call. Thread-safe. */
public final class FakePods {

    private final ControlPlane controlPlane;
    private final PodSelector which;
    private final BiConsumer<ResourceKey, String> writing;

    FakePods(ControlPlane controlPlane, PodSelector which, BiConsumer<ResourceKey, String> writing) {
        this.controlPlane = controlPlane;
        this.which = which;
        this.writing = writing;
    }

    /** Of these only those in the namespace. */
    public FakePods inNamespace(String name) {
        return new FakePods(controlPlane, which.inNamespace(name), writing);
    }

    /** Their names, ordered by namespace and name; terminating ones are among them. */
    public List<String> names() {
        return trees().stream().map(pod -> Trees.text(pod, "metadata", "name")).toList();
    }

    /**
     * Kills them at once: connections are reset and the objects are gone, while Services that have not noticed yet still send
     * there. Their ReplicaSets create new ones.
     */
    public void kill() {
        trees().forEach(controlPlane::kill);
    }

    /** Each that runs writes a line to its log, now. */
    public void writeLog(String line) {
        Given.any("line", line);
        trees().forEach(pod -> writing.accept(
                ResourceKey.core("pods", Trees.text(pod, "metadata", "namespace"), Trees.text(pod, "metadata", "name")),
                line));
    }

    private List<Map<String, Object>> trees() {
        return controlPlane.pods(which.selector(), which.namespace());
    }
}
