package dev.bluegreen.fabric8.internal.api;

/** Labels, annotations and the field manager that we set on objects in the cluster. */
public final class MetadataKeys {

    /** Field manager of our patches. */
    public static final String FIELD_MANAGER = "bluegreen";

    /** Label on the router: the cutover that wrote it last. The EndpointSlice controller copies it to the slices. */
    public static final String CUTOVER = "bluegreen.dev/cutover";

    /** Annotation on the router, label on the record: its release. */
    public static final String RELEASE = "bluegreen.dev/release";

    /** Annotation on the router: requester of the last cutover. */
    public static final String SWITCHED_BY = "bluegreen.dev/switched-by";

    /** Annotation on the router: when it was last switched, ISO-8601. */
    public static final String SWITCHED_AT = "bluegreen.dev/switched-at";

    /** Annotation on the router: the track label value it was switched from. */
    public static final String SWITCHED_FROM = "bluegreen.dev/switched-from";

    /**
     * Annotation on the router between the two writes of a make-before-break cutover: the TargetGroupBindings whose readiness
     * gates are awaited, separated by commas.
     */
    public static final String WIDENED = "bluegreen.dev/widened";

    /** Annotation on a router with weights: the Service that was added to it without a share, and when. */
    public static final String ATTACHED = "bluegreen.dev/attached";

    /** Annotation on router and workload: the highest fencing token written to it. */
    public static final String TOKEN = "bluegreen.dev/token";

    /** Annotation on router and workload: the last attempt to fence it. */
    public static final String FENCE = "bluegreen.dev/fence";

    /** Label on temporary objects of smoke tests: their cutover. */
    public static final String PREVIEW = "bluegreen.dev/preview";

    /** Annotation on the Lease: the record, JSON. */
    public static final String RECORD = "bluegreen.dev/record";

    /** Annotation on the Lease: a note of others to the operation that holds it, JSON. */
    public static final String CONTROL = "bluegreen.dev/control";

    /** Annotation on a workload: the release whose {@code stage} created it. */
    public static final String CREATED_BY_STAGE = "bluegreen.dev/created-by-stage";

    /** Annotation on a workload: the one without a track label from which it was cloned, and whose selector matches its pods. */
    public static final String ADOPTED_FROM = "bluegreen.dev/adopted-from";

    /** Annotation on a workload: hashes of the pod template as the last {@code stage} left it. */
    public static final String STAGED = "bluegreen.dev/staged";

    /** Label for the manager of an object; ours is {@link #FIELD_MANAGER}. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private MetadataKeys() {}
}
