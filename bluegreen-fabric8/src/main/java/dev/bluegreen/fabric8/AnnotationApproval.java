package dev.bluegreen.fabric8;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.watch.ConfigMapWatch;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Approves by an annotation on a ConfigMap: {@code bluegreen.dev/approve: <cutover>:<plan>}, or {@code bluegreen.dev/reject:
 * <cutover>:<plan>}, and {@code bluegreen.dev/why}; while a cutover waits, the kubectl command for it is reported. An annotation counts for one cutover only, even
 * if another has the same plan. Made by {@link Fabric8Platform#annotationApproval()}; immutable and thread-safe.
 *
 * <p>The ConfigMap is {@code bluegreen-approval-<release>}. Anyone with write access to it can put any name into
 * {@code bluegreen.dev/by}, so that name is a claim. With {@link #of} the ConfigMap is the approver's own,
 * {@code bluegreen-approval-<release>.<approver>}: if RBAC lets only that person write it, the answer is
 * authenticated. Create these ConfigMaps beforehand, and give each approver a Role with {@code verbs: [get, patch]} and the
 * ConfigMap's name in {@code resourceNames}; never {@code create}, which RBAC cannot restrict to a name. A ConfigMap does not
 * record its writer: neither the identity that the release runs as nor a person who starts it may have write access;
 * {@code plan()} checks the former with the API server and reports the finding {@code approver-writable}. The annotation is
 * read again right before traffic moves, so an approval can be withdrawn until then; afterwards, use {@code abort}.
 */
public final class AnnotationApproval implements Approval {

    static final String APPROVE = "bluegreen.dev/approve";
    static final String REJECT = "bluegreen.dev/reject";
    static final String BY = "bluegreen.dev/by";
    static final String WHY = "bluegreen.dev/why";

    private static final Pattern VALUE = Pattern.compile("[-_.A-Za-z0-9]{1,63}:[0-9a-f]{32}");
    private static final int LONGEST_TEXT = 200;

    private final Kube kube;
    private final Optional<String> approver;

    AnnotationApproval(Kube kube, Optional<String> approver) {
        this.kube = kube;
        this.approver = approver;
    }

    /**
     * An approval by one approver's own ConfigMap.
     *
     * @param name a DNS-1123 label
     * @throws dev.bluegreen.model.ConfigurationException if it is not
     */
    public AnnotationApproval of(String name) {
        return new AnnotationApproval(kube, Optional.of(Names.requireDnsLabel("approval.of", name)));
    }

    @Override
    public Answer check(ApprovalRequest request) {
        String name = configMap(request.plan().release());
        Map<String, String> annotations = kube.get(ConfigMap.class, name)
                .map(ConfigMap::getMetadata)
                .map(meta -> Fields.orEmpty(meta.getAnnotations()))
                .orElse(Map.of());
        String expected = expected(request);
        if (names(annotations, REJECT, expected, name)) {
            return answer(Decision.REJECTED, annotations);
        }
        return names(annotations, APPROVE, expected, name) ? answer(Decision.APPROVED, annotations) : Answer.PENDING;
    }

    @Override
    public Watch watch(ApprovalRequest request, Runnable changed) {
        return ConfigMapWatch.open(kube, configMap(request.plan().release()), changed);
    }

    @Override
    public Duration limit() {
        return FOUR_HOURS;
    }

    @Override
    public boolean authenticated() {
        return approver.isPresent();
    }

    @Override
    public boolean canBeWithdrawn() {
        return true;
    }

    @Override
    public Optional<String> instructions(ApprovalRequest request) {
        String name = configMap(request.plan().release());
        String namespace = " -n " + kube.namespace();
        String annotate = "kubectl annotate configmap " + name + namespace + " --overwrite " + APPROVE + "="
                + expected(request) + " " + approver.map(one -> "").orElse(BY + "=\"$USER\" ")
                + WHY + "='no reason given'";
        return Optional.of(
                approver.isPresent()
                        ? annotate
                        : "kubectl create configmap " + name + namespace + " --dry-run=client -o yaml | kubectl apply"
                                + namespace + " -f - && " + annotate);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return Permissions.ofApproval(configMap(release.name()));
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    /** The annotation's value: cutover and plan, so that it does not count for the next cutover. */
    private static String expected(ApprovalRequest request) {
        return request.cutoverId() + ":" + request.plan().hash();
    }

    /** Compares the annotation's value, which is untrusted data. */
    private static boolean names(Map<String, String> annotations, String key, String expected, String configMap) {
        String value = annotations.get(key);
        if (value == null) {
            return false;
        }
        if (!VALUE.matcher(value.strip()).matches()) {
            throw new PlatformException(
                    Kind.INVALID,
                    "annotation " + key + " of ConfigMap/" + configMap + " is not <cutover>:<plan>; give " + expected);
        }
        return value.strip().equals(expected);
    }

    private Answer answer(Decision decision, Map<String, String> annotations) {
        String by = approver.orElseGet(() -> text(annotations, BY));
        return new Answer(decision, by, text(annotations, WHY));
    }

    private static String text(Map<String, String> annotations, String key) {
        String value =
                annotations.getOrDefault(key, "").replaceAll("\\p{Cntrl}", " ").strip();
        return value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value;
    }

    /** Neither a release's nor an approver's name has a dot, so two releases never share a ConfigMap. */
    private String configMap(String release) {
        return "bluegreen-approval-" + release + approver.map(one -> "." + one).orElse("");
    }

    /** Equal if the same approver answers. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AnnotationApproval known
                && known.approver.equals(approver)
                && known.kube.describe().equals(kube.describe());
    }

    @Override
    public int hashCode() {
        return Objects.hash(approver, kube.describe());
    }

    @Override
    public String toString() {
        return "the annotation approval" + approver.map(one -> " of " + one).orElse("");
    }
}
