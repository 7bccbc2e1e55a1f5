package dev.bluegreen.fabric8;

/** What we leave on objects in the cluster, for people to see and for other processes to read. */
final class Marks {

    /** Field manager of our patches. */
    static final String FIELD_MANAGER = "bluegreen";

    /** Label on the router: the cutover that wrote it last. The EndpointSlice controller copies it to the slices. */
    static final String CUTOVER = "bluegreen.dev/cutover";

    /** Annotation on the router, label on the record: the release it belongs to. */
    static final String RELEASE = "bluegreen.dev/release";

    /** Annotation on the router: who asked for the last cutover. */
    static final String SWITCHED_BY = "bluegreen.dev/switched-by";

    /** Annotation on the router: when it was last switched, ISO-8601. */
    static final String SWITCHED_AT = "bluegreen.dev/switched-at";

    /** Annotation on the router: the track label value it was switched from. */
    static final String SWITCHED_FROM = "bluegreen.dev/switched-from";

    /** Annotation on router and workload: the highest fencing token written to it. */
    static final String TOKEN = "bluegreen.dev/token";

    /** Annotation on router and workload: the last attempt to fence it. */
    static final String FENCE = "bluegreen.dev/fence";

    /** Label on what a smoke test makes, and takes away: the cutover it belongs to. */
    static final String PREVIEW = "bluegreen.dev/preview";

    /** Annotation on the Lease: the journal, JSON. */
    static final String RECORD = "bluegreen.dev/record";

    /** Annotation on a workload: the release whose {@code stage} created it. */
    static final String CREATED_BY_STAGE = "bluegreen.dev/created-by-stage";

    /** Annotation on a workload: what the last {@code stage} made of its pod template, as hashes. */
    static final String STAGED = "bluegreen.dev/staged";

    /** Label that says who manages an object; ours says {@link #FIELD_MANAGER}. */
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private Marks() {}
}
