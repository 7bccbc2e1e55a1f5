package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.ApiError.Cause;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What a real server refuses with 422, for the mistakes a release tool can make. */
public final class Validation {

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern DNS_1123 = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final int LONGEST_LABEL = 63;
    private static final Set<String> WORKLOADS = Set.of("deployments.apps", "replicasets.apps");
    private static final String SUBDOMAIN_RULE =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                    + "characters, '-' or '.', and must start and end with an alphanumeric character";
    private static final String DNS_1123_RULE = "a lowercase RFC 1123 label must consist of lower case alphanumeric "
            + "characters or '-', and must start and end with an alphanumeric character";
    private static final String DNS_1035_RULE =
            "a DNS-1035 label must consist of lower case alphanumeric characters or "
                    + "'-', start with an alphabetic character, and end with an alphanumeric character";
    private static final String LABEL_RULE =
            "a valid label must be an empty string or consist of alphanumeric characters, "
                    + "'-', '_' or '.', and must start and end with an alphanumeric character";

    private final Resource resource;
    private final Map<String, Object> tree;
    private final List<Cause> causes = new ArrayList<>();

    private Validation(Resource resource, Map<String, Object> tree) {
        this.resource = resource;
        this.tree = tree;
    }

    /**
     * Validates an object that is to be created.
     *
     * @throws ApiError 422 that lists everything that is wrong
     */
    public static void ofNew(Resource resource, Map<String, Object> tree) {
        new Validation(resource, tree).name().content().refuse();
    }

    /**
     * Validates a change of an object.
     *
     * @throws ApiError 422 that lists everything that is wrong
     */
    public static void ofChange(Resource resource, Map<String, Object> before, Map<String, Object> after) {
        new Validation(resource, after).content().immutable(before).refuse();
    }

    /**
     * Validates a status.
     *
     * @throws ApiError 422 if the counters contradict each other
     */
    public static void ofStatus(Resource resource, Map<String, Object> after) {
        new Validation(resource, after).counters().refuse();
    }

    private Validation name() {
        String name = Trees.text(tree, "metadata", "name");
        boolean service = resource.qualified().equals("services");
        boolean namespace = resource.qualified().equals("namespaces");
        if (resource.group().equals("rbac.authorization.k8s.io")) {
            pathSegment(name);
        } else if (service && (!DNS_1035.matcher(name).matches() || name.length() > LONGEST_LABEL)) {
            causes.add(Cause.invalid("metadata.name", name, DNS_1035_RULE));
        } else if (namespace && (!DNS_1123.matcher(name).matches() || name.length() > LONGEST_LABEL)) {
            causes.add(Cause.invalid("metadata.name", name, DNS_1123_RULE));
        } else if (!SUBDOMAIN.matcher(name).matches()) {
            causes.add(Cause.invalid("metadata.name", name, SUBDOMAIN_RULE));
        }
        return this;
    }

    /** Names of Roles may have colons, and what else a path can have. */
    private void pathSegment(String name) {
        for (String forbidden : List.of("/", "%")) {
            if (name.contains(forbidden)) {
                causes.add(Cause.invalid("metadata.name", name, "may not contain '" + forbidden + "'"));
            }
        }
    }

    private Validation content() {
        labels("metadata.labels", Trees.strings(tree, "metadata", "labels"));
        switch (resource.qualified()) {
            case "deployments.apps" -> deployment();
            case "replicasets.apps" -> workload();
            case "services" -> service();
            case "pods" -> causes.addAll(PodSpecRules.causes("spec", Trees.map(tree, "spec")));
            case "events" -> event();
            default -> {}
        }
        causes.addAll(KindRules.causes(resource, tree));
        return this;
    }

    private void labels(String field, Map<String, String> labels) {
        labels.values().stream()
                .filter(value -> value.length() > LONGEST_LABEL
                        || !LABEL_VALUE.matcher(value).matches())
                .forEach(value -> causes.add(Cause.invalid(field, value, LABEL_RULE)));
    }

    private void deployment() {
        workload();
        boolean recreates = Trees.text(tree, "spec", "strategy", "type").equals("Recreate");
        if (recreates && Trees.at(tree, "spec", "strategy", "rollingUpdate") != null) {
            causes.add(Cause.forbidden(
                    "spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        }
    }

    private void workload() {
        long replicas = Trees.integer(tree, "spec", "replicas").orElse(0);
        if (replicas < 0) {
            causes.add(Cause.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }
        Map<String, String> selector = Trees.strings(tree, "spec", "selector", "matchLabels");
        if (selector.isEmpty()
                && Trees.list(tree, "spec", "selector", "matchExpressions").isEmpty()) {
            causes.add(Cause.required("spec.selector", ""));
        }
        Map<String, String> labels = Trees.strings(tree, "spec", "template", "metadata", "labels");
        if (!labels.entrySet().containsAll(selector.entrySet())) {
            causes.add(Cause.invalid(
                    "spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
        labels("spec.template.metadata.labels", labels);
        causes.addAll(PodSpecRules.causes("spec.template.spec", Trees.map(tree, "spec", "template", "spec")));
    }

    private void service() {
        boolean external = Trees.text(tree, "spec", "type").equals("ExternalName");
        List<Map<String, Object>> ports = Trees.maps(tree, "spec", "ports");
        if (ports.isEmpty()
                && !external
                && !Trees.text(tree, "spec", "clusterIP").equals("None")) {
            causes.add(Cause.required("spec.ports", ""));
        }
        for (int i = 0; i < ports.size(); i++) {
            long port = Trees.integer(ports.get(i), "port").orElse(0);
            if (port < 1 || port > 65_535) {
                causes.add(Cause.invalid("spec.ports[" + i + "].port", port, "must be between 1 and 65535, inclusive"));
            }
        }
        labels("spec.selector", Trees.strings(tree, "spec", "selector"));
    }

    private void event() {
        String about = Trees.text(tree, "involvedObject", "namespace");
        String own = Trees.text(tree, "metadata", "namespace");
        if (!about.equals(own) && !(about.isEmpty() && own.equals("default"))) {
            causes.add(Cause.invalid("involvedObject.namespace", about, "does not match event.namespace"));
        }
    }

    private Validation immutable(Map<String, Object> before) {
        switch (resource.qualified()) {
            case "deployments.apps", "replicasets.apps" -> unchanged(before, "spec", "selector");
            case "jobs.batch" -> job(before);
            case "secrets" -> unchanged(before, "type");
            case "endpointslices.discovery.k8s.io" -> unchanged(before, "addressType");
            case "services" -> clusterIp(before);
            case "configmaps" -> frozen(before);
            case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io" ->
                roleRef(before);
            default -> {}
        }
        return this;
    }

    private void job(Map<String, Object> before) {
        for (String field : List.of("selector", "completionMode", "completions")) {
            unchanged(before, "spec", field);
        }
        if (!Trees.isTrue(before, "spec", "suspend")) {
            unchanged(before, "spec", "template");
        }
    }

    private void clusterIp(Map<String, Object> before) {
        boolean stays = !Trees.text(before, "spec", "type").equals("ExternalName")
                && !Trees.text(tree, "spec", "type").equals("ExternalName");
        if (stays && !Trees.text(before, "spec", "clusterIP").isEmpty()) {
            unchanged(before, "spec", "clusterIP");
        }
    }

    private void frozen(Map<String, Object> before) {
        if (Trees.isTrue(before, "immutable")
                && !Objects.equals(before.get("data"), Trees.freeze(tree).get("data"))) {
            causes.add(Cause.forbidden("data", "field is immutable when `immutable` is set"));
        }
    }

    private void roleRef(Map<String, Object> before) {
        Object now = tree.get("roleRef");
        if (!Objects.equals(before.get("roleRef"), Trees.freeze(tree).get("roleRef"))) {
            causes.add(Cause.invalid("roleRef", now == null ? "" : now, "cannot change roleRef"));
        }
    }

    private void unchanged(Map<String, Object> before, String... path) {
        Object now = Trees.at(Trees.freeze(tree), path);
        if (!Objects.equals(Trees.at(before, path), now)) {
            causes.add(Cause.invalid(String.join(".", path), now == null ? "" : now, "field is immutable"));
        }
    }

    private Validation counters() {
        if (WORKLOADS.contains(resource.qualified())) {
            long replicas = Trees.integer(tree, "status", "replicas").orElse(0);
            for (String counter : List.of("readyReplicas", "availableReplicas", "updatedReplicas")) {
                long count = Trees.integer(tree, "status", counter).orElse(0);
                if (count > replicas) {
                    causes.add(Cause.invalid("status." + counter, count, "cannot be greater than status.replicas"));
                }
            }
        }
        return this;
    }

    private void refuse() {
        if (!causes.isEmpty()) {
            throw ApiError.invalid(resource, Trees.text(tree, "metadata", "name"), causes);
        }
    }
}
