package dev.bluegreen.fabric8;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.watch.ConfigMapWatch;
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
 * <cutover>:<plan>}, and {@code bluegreen.dev/why}; the command that writes it is told when a cutover waits. What is written
 * for one cutover counts for no other one, even if its plan is the same. Made by {@link Fabric8Platform#annotationApproval()}; immutable and thread-safe.
 *
 * <p>The ConfigMap is {@code bluegreen-approval-<release>}. Whoever may write it may write any name into
 * {@code bluegreen.dev/by}, so the name is a claim. With {@link #of} the ConfigMap is the approver's own,
 * {@code bluegreen-approval-<release>.<approver>}: where RBAC lets only that person write it, the answer is
 * authenticated. Make these ConfigMaps beforehand, and give each approver a Role of {@code verbs: [get, patch]} with
 * {@code resourceNames} of his own one, and never {@code create}, which RBAC cannot bind to a name. Nothing in a ConfigMap
 * tells who wrote it: neither the identity that the release runs under nor anybody who starts it may have a right to write
 * one of these; {@code plan()} asks the API server whether the former may, and tells it by the finding
 * {@code approver-writable}. What is withdrawn before traffic moves does not count: it is read once more then. Afterwards,
 * {@code abort} stops a cutover.
 */
public final class AnnotationApproval implements Approval {

    static final String APPROVE = "bluegreen.dev/approve";
    static final String REJECT = "bluegreen.dev/reject";
    static final String BY = "bluegreen.dev/by";
    static final String WHY = "bluegreen.dev/why";

    private static final Pattern ASKED = Pattern.compile("[-_.A-Za-z0-9]{1,63}:[0-9a-f]{32}");
    private static final int LONGEST_TEXT = 200;

    private final Kube kube;
    private final Optional<String> approver;

    AnnotationApproval(Kube kube, Optional<String> approver) {
        this.kube = kube;
        this.approver = approver;
    }

    /**
     * The ConfigMap that is reserved for one approver.
     *
     * @param name a DNS-1123 label
     * @throws dev.bluegreen.model.ConfigurationException if it is none
     */
    public AnnotationApproval of(String name) {
        return new AnnotationApproval(kube, Optional.of(Names.requireDnsLabel("approval.of", name)));
    }

    @Override
    public Answer check(ApprovalRequest request) {
        String name = configMap(request.plan().release());
        Map<String, String> annotations = kube.ask(
                        new ApiCall("get", "", "configmaps", name, kube.namespace()),
                        client -> client.configMaps()
                                .inNamespace(kube.namespace())
                                .withName(name)
                                .get())
                .map(ConfigMap::getMetadata)
                .map(meta -> Maps.orEmpty(meta.getAnnotations()))
                .orElse(Map.of());
        String asked = asked(request);
        if (names(annotations, REJECT, asked, name)) {
            return answer(Decision.REJECTED, annotations);
        }
        return names(annotations, APPROVE, asked, name) ? answer(Decision.APPROVED, annotations) : Answer.PENDING;
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
                + asked(request) + " " + approver.map(one -> "").orElse(BY + "=\"$USER\" ")
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

    /** One cutover and its plan, so that what is written for one cutover is nothing for the next. */
    private static String asked(ApprovalRequest request) {
        return request.cutoverId() + ":" + request.plan().hash();
    }

    /** What stands in an annotation is data: it is compared and shown, and nothing else. */
    private static boolean names(Map<String, String> annotations, String key, String asked, String configMap) {
        String value = annotations.get(key);
        if (value == null) {
            return false;
        }
        if (!ASKED.matcher(value.strip()).matches()) {
            throw new PlatformException(
                    Kind.INVALID,
                    "annotation " + key + " of ConfigMap/" + configMap + " is no cutover and plan; give " + asked);
        }
        return value.strip().equals(asked);
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

    /** A dot is in no name of a release, nor of an approver: what is one release's is no other one's. */
    private String configMap(String release) {
        return "bluegreen-approval-" + release + approver.map(one -> "." + one).orElse("");
    }

    /** Two are the same when the same person answers both. */
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
