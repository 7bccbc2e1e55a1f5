package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.api.call.ApiError.Cause;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What the real server refuses of the kinds that stand beside a release: jobs, budgets, autoscalers, routes, leases. */
final class KindRules {

    private static final Set<String> PATH_TYPES = Set.of("Exact", "ImplementationSpecific", "Prefix");
    private static final Set<String> JOB_RESTARTS = Set.of("OnFailure", "Never");

    private static final String JOB_UID = "batch.kubernetes.io/controller-uid";

    private final Map<String, Object> tree;
    private final List<Cause> causes = new ArrayList<>();

    private KindRules(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** Everything that is wrong. */
    static List<Cause> causes(Resource resource, Map<String, Object> tree) {
        KindRules rules = new KindRules(tree);
        switch (resource.qualified()) {
            case "jobs.batch" -> rules.job();
            case "poddisruptionbudgets.policy" -> rules.budget();
            case "horizontalpodautoscalers.autoscaling" -> rules.autoscaler();
            case "ingresses.networking.k8s.io" -> rules.ingress();
            case "leases.coordination.k8s.io" -> rules.lease();
            case "endpointslices.discovery.k8s.io" -> rules.slice();
            case "customresourcedefinitions.apiextensions.k8s.io" -> rules.definition();
            default -> {}
        }
        return rules.causes;
    }

    private void job() {
        String restart = Trees.text(tree, "spec", "template", "spec", "restartPolicy");
        if (!JOB_RESTARTS.contains(restart)) {
            causes.add(notSupported("spec.template.spec.restartPolicy", restart, "\"OnFailure\", \"Never\""));
        }
        causes.addAll(PodSpecRules.causes("spec.template.spec", Trees.map(tree, "spec", "template", "spec")));
        generatedSelector();
        atLeastZero("spec", "parallelism");
        atLeastZero("spec", "completions");
        atLeastZero("spec", "backoffLimit");
    }

    /** The server makes the selector itself, and labels to match, unless it is told not to. */
    private void generatedSelector() {
        Map<String, Object> selector = Trees.map(tree, "spec", "selector");
        if (Trees.isTrue(tree, "spec", "manualSelector")) {
            return;
        }
        boolean generated =
                !uid().isEmpty() && Trees.text(selector, "matchLabels", JOB_UID).equals(uid());
        if (!selector.isEmpty() && !generated) {
            causes.add(Cause.invalid("spec.selector", selector, "`selector` not auto-generated"));
        }
        Map<String, String> labels = Trees.strings(tree, "spec", "template", "metadata", "labels");
        for (String label : List.of(JOB_UID, "controller-uid")) {
            String value = labels.getOrDefault(label, uid());
            if (!value.equals(uid())) {
                causes.add(Cause.invalid(
                        "spec.template.metadata.labels[" + label + "]", value, "must be '" + uid() + "'"));
            }
        }
    }

    private String uid() {
        return Trees.text(tree, "metadata", "uid");
    }

    private void budget() {
        boolean both =
                Trees.at(tree, "spec", "minAvailable") != null && Trees.at(tree, "spec", "maxUnavailable") != null;
        if (both) {
            causes.add(Cause.invalid(
                    "spec", Trees.map(tree, "spec"), "minAvailable and maxUnavailable cannot be both set"));
        }
        atLeastZero("spec", "minAvailable");
        atLeastZero("spec", "maxUnavailable");
    }

    private void autoscaler() {
        long least = Trees.integer(tree, "spec", "minReplicas").orElse(1);
        long most = Trees.integer(tree, "spec", "maxReplicas").orElse(0);
        if (least < 1) {
            causes.add(Cause.invalid("spec.minReplicas", least, "must be greater than or equal to 1"));
        }
        if (most < 1) {
            causes.add(Cause.invalid("spec.maxReplicas", most, "must be greater than 0"));
        }
        if (most < least) {
            causes.add(Cause.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`"));
        }
        for (String field : List.of("kind", "name")) {
            if (Trees.text(tree, "spec", "scaleTargetRef", field).isEmpty()) {
                causes.add(Cause.required("spec.scaleTargetRef." + field, ""));
            }
        }
    }

    private void ingress() {
        List<Map<String, Object>> rules = Trees.maps(tree, "spec", "rules");
        if (rules.isEmpty() && Trees.at(tree, "spec", "defaultBackend") == null) {
            causes.add(Cause.invalid(
                    "spec", Trees.map(tree, "spec"), "either `defaultBackend` or `rules` must be specified"));
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            List<Map<String, Object>> paths = Trees.maps(rules.get(rule), "http", "paths");
            for (int path = 0; path < paths.size(); path++) {
                pathType("spec.rules[%d].http.paths[%d].pathType".formatted(rule, path), paths.get(path));
            }
        }
    }

    private void pathType(String field, Map<String, Object> path) {
        String type = Trees.text(path, "pathType");
        if (type.isEmpty()) {
            causes.add(Cause.required(field, "pathType must be specified"));
        } else if (!PATH_TYPES.contains(type)) {
            causes.add(notSupported(field, type, "\"Exact\", \"ImplementationSpecific\", \"Prefix\""));
        }
    }

    private void lease() {
        OptionalLong seconds = Trees.integer(tree, "spec", "leaseDurationSeconds");
        if (seconds.isPresent() && seconds.getAsLong() < 1) {
            causes.add(Cause.invalid("spec.leaseDurationSeconds", seconds.getAsLong(), "must be greater than 0"));
        }
        atLeastZero("spec", "leaseTransitions");
    }

    private void slice() {
        String type = Trees.text(tree, "addressType");
        if (type.isEmpty()) {
            causes.add(Cause.required("addressType", ""));
        } else if (!Set.of("IPv4", "IPv6", "FQDN").contains(type)) {
            causes.add(notSupported("addressType", type, "\"FQDN\", \"IPv4\", \"IPv6\""));
        }
    }

    private void definition() {
        String name = Trees.text(tree, "spec", "names", "plural") + "." + Trees.text(tree, "spec", "group");
        String actual = Trees.text(tree, "metadata", "name");
        if (!actual.equals(name)) {
            causes.add(Cause.invalid("metadata.name", actual, "must be spec.names.plural+\".\"+spec.group"));
        }
        if (Trees.maps(tree, "spec", "versions").isEmpty()) {
            causes.add(Cause.required("spec.versions", "must have exactly one version marked as storage version"));
        }
    }

    private void atLeastZero(String... path) {
        OptionalLong number = Trees.integer(tree, path);
        if (number.isPresent() && number.getAsLong() < 0) {
            causes.add(Cause.invalid(String.join(".", path), number.getAsLong(), "must be greater than or equal to 0"));
        }
    }

    private static Cause notSupported(String field, String value, String supported) {
        return new Cause(
                "FieldValueNotSupported",
                "Unsupported value: \"%s\": supported values: %s".formatted(value, supported),
                field);
    }
}
