package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Field selectors: the few fields each kind supports, compared as text. */
final class FieldSelector {

    private static final Pattern TERM = Pattern.compile("([^=!]+?)(==|=|!=)(.*)");
    private static final Set<String> COMMON = Set.of("metadata.name", "metadata.namespace");
    private static final Map<String, Set<String>> BY_RESOURCE = Map.of(
            "pods",
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "spec.hostNetwork",
                    "status.phase",
                    "status.podIP",
                    "status.nominatedNodeName"),
            "events",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type"),
            "secrets",
            Set.of("type"),
            "namespaces",
            Set.of("status.phase"),
            "nodes",
            Set.of("spec.unschedulable"),
            "jobs.batch",
            Set.of("status.successful"),
            "replicasets.apps",
            Set.of("status.replicas"));

    private FieldSelector() {}

    /**
     * A test for objects of the resource.
     *
     * @throws ApiError 400 if the text is not a selector or names a field that the kind does not offer
     */
    static Predicate<Map<String, Object>> of(Resource resource, String text) {
        Predicate<Map<String, Object>> all = tree -> true;
        for (String term : Selector.requirements(text)) {
            Matcher parts = TERM.matcher(term);
            if (!parts.matches()) {
                throw ApiError.badRequest("invalid selector: '" + text + "'; can't understand '" + term + "'");
            }
            all = all.and(term(resource, parts.group(1), parts.group(2), parts.group(3)));
        }
        return all;
    }

    private static Predicate<Map<String, Object>> term(Resource resource, String field, String operator, String value) {
        Set<String> own = BY_RESOURCE.getOrDefault(resource.qualified(), Set.of());
        if (!COMMON.contains(field) && !own.contains(field)) {
            throw ApiError.badRequest("field label not supported: " + field);
        }
        String[] path = field.equals("source") ? new String[] {"source", "component"} : field.split("\\.");
        boolean wanted = !operator.equals("!=");
        return tree -> Objects.toString(Trees.at(tree, path), "").equals(value) == wanted;
    }
}
