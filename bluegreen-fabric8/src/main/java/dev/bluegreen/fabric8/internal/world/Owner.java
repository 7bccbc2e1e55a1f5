package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The owner of a pod, from its controller owner reference. The ReplicaSet of a Deployment is named
 * {@code <deployment>-<pod-template-hash>}, so the pod identifies its Deployment without another read.
 *
 * @param kind kind of the owner, such as {@code Deployment} or {@code Job}; empty for a bare pod
 */
public record Owner(String kind, String name) {

    /** Label of a pod: the hash of its template, which its ReplicaSet has in its name. */
    public static final String HASH = "pod-template-hash";

    private static final String DEPLOYMENT = "Deployment";
    private static final Owner NONE = new Owner("", "");

    /** The owner of a pod. */
    public static Owner of(Pod pod) {
        return Fields.each(pod.getMetadata().getOwnerReferences())
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .map(reference -> of(reference, hash(pod)))
                .orElse(NONE);
    }

    /** True if it is the Deployment of this name. */
    public boolean isDeployment(String deployment) {
        return kind.equals(DEPLOYMENT) && name.equals(deployment);
    }

    /** True if it is a Deployment, whatever its name. */
    public boolean isDeployment() {
        return kind.equals(DEPLOYMENT);
    }

    private static Owner of(OwnerReference reference, Optional<String> hash) {
        String name = reference.getName();
        return hash.map(text -> "-" + text)
                .filter(end -> reference.getKind().equals("ReplicaSet") && name.endsWith(end))
                .map(end -> new Owner(DEPLOYMENT, name.substring(0, name.length() - end.length())))
                .orElseGet(() -> new Owner(reference.getKind(), name));
    }

    private static Optional<String> hash(Pod pod) {
        return Optional.ofNullable(Fields.labels(pod).get(HASH)).filter(hash -> !hash.isEmpty());
    }

    /** Pods with their owners, such as {@code shop-debug (a bare pod), m-1 (of Job/m)}; at most 10. */
    public static String named(List<Pod> pods) {
        return pods.stream()
                .limit(10)
                .map(pod -> pod.getMetadata().getName() + " (" + of(pod) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Such as {@code of Job/migrate}, {@code a bare pod}. */
    @Override
    public String toString() {
        return kind.isEmpty() ? "a bare pod" : "of " + kind + "/" + name;
    }
}
