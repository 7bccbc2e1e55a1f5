package dev.bluegreen.file.internal.fabric8;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.fabric8.AnnotationApproval;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;

/** Decisions and Events in the namespace. */
public final class Fabric8Approvals {

    private static final Key<Boolean> BY_ANNOTATION =
            Key.of("annotation", ValueType.YES, "An annotation of a ConfigMap: the plan prints the kubectl command.");
    private static final Key<String> APPROVER = Key.of(
            "approver", ValueType.DNS_LABEL, "The approver, who has a ConfigMap of their own; default one for all.");
    private static final Key<Boolean> KUBERNETES_EVENTS =
            Key.of("kubernetesEvents", ValueType.YES, "Events on the Services that are moved and on both Deployments.");

    /** An approval by annotation. */
    public static final Keys.Declared ANNOTATION =
            Keys.of("A decision by annotation.", BY_ANNOTATION).allowing(APPROVER);

    /** Events of Kubernetes. */
    public static final Keys<CutoverListener> EVENTS =
            Keys.of("Events of Kubernetes.", KUBERNETES_EVENTS).making(Fabric8Approvals::events);

    private Fabric8Approvals() {}

    /** The approval. */
    public static Approval annotation(Values values) {
        return values.begin(Fabric8Parts.platform(values).annotationApproval())
                .set(APPROVER, AnnotationApproval::of)
                .done();
    }

    private static CutoverListener events(Values values) {
        return Fabric8Parts.platform(values).kubernetesEvents();
    }
}
