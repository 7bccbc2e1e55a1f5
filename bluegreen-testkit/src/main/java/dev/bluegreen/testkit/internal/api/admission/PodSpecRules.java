package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.api.call.ApiError.Cause;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the real server refuses in the spec of a pod or of a pod template. */
final class PodSpecRules {

    private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HOOKS = List.of("postStart", "preStop");
    /** The first ones in the order in which the server looks at them. */
    private static final List<String> VOLUMES = List.of(
            "emptyDir",
            "hostPath",
            "secret",
            "nfs",
            "persistentVolumeClaim",
            "downwardAPI",
            "configMap",
            "projected",
            "csi",
            "ephemeral");

    private final List<Cause> causes = new ArrayList<>();

    private PodSpecRules() {}

    /** Everything that is wrong, named from the given field on. */
    static List<Cause> causes(String field, Map<String, Object> spec) {
        PodSpecRules rules = new PodSpecRules();
        rules.volumes(field + ".volumes", Trees.maps(spec, "volumes"));
        List<Map<String, Object>> containers = Trees.maps(spec, "containers");
        if (containers.isEmpty()) {
            rules.causes.add(Cause.required(field + ".containers", ""));
        }
        Set<String> names = new HashSet<>();
        rules.containers(field + ".containers", containers, names);
        rules.containers(field + ".initContainers", Trees.maps(spec, "initContainers"), names);
        return rules.causes;
    }

    private void volumes(String field, List<Map<String, Object>> volumes) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            String place = field + "[" + i + "]";
            unique(place + ".name", Trees.text(volumes.get(i), "name"), names);
            onlyOne(place, volumes.get(i), VOLUMES, "may not specify more than 1 volume type");
        }
    }

    private void containers(String field, List<Map<String, Object>> containers, Set<String> names) {
        for (int i = 0; i < containers.size(); i++) {
            container(field + "[" + i + "]", containers.get(i), names);
        }
    }

    private void container(String field, Map<String, Object> container, Set<String> names) {
        for (String part : List.of("name", "image")) {
            if (Trees.text(container, part).isEmpty()) {
                causes.add(Cause.required(field + "." + part, ""));
            }
        }
        unique(field + ".name", Trees.text(container, "name"), names);
        ports(field + ".ports", Trees.maps(container, "ports"));
        variables(field + ".env", Trees.maps(container, "env"));
        PROBES.forEach(probe -> handler(field + "." + probe, Trees.at(container, probe)));
        HOOKS.forEach(hook -> handler(field + ".lifecycle." + hook, Trees.at(container, "lifecycle", hook)));
    }

    private void ports(String field, List<Map<String, Object>> ports) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            unique(field + "[" + i + "].name", Trees.text(ports.get(i), "name"), names);
            long number = Trees.integer(ports.get(i), "containerPort").orElse(0);
            if (number < 1 || number > 65_535) {
                causes.add(Cause.invalid(
                        field + "[" + i + "].containerPort", number, "must be between 1 and 65535, inclusive"));
            }
        }
    }

    private void variables(String field, List<Map<String, Object>> variables) {
        for (int i = 0; i < variables.size(); i++) {
            boolean both =
                    !Trees.text(variables.get(i), "value").isEmpty() && Trees.at(variables.get(i), "valueFrom") != null;
            if (both) {
                causes.add(Cause.invalid(
                        field + "[" + i + "].valueFrom", "", "may not be specified when `value` is not empty"));
            }
        }
    }

    private void handler(String field, @Nullable Object handler) {
        if (!(handler instanceof Map)) {
            return;
        }
        onlyOne(field, Trees.map(handler), HANDLERS, "may not specify more than 1 handler type");
        if (HANDLERS.stream().noneMatch(Trees.map(handler)::containsKey)) {
            causes.add(Cause.required(field, "must specify a handler type"));
        }
    }

    private void onlyOne(String field, Map<String, Object> tree, List<String> kinds, String rule) {
        kinds.stream()
                .filter(tree::containsKey)
                .skip(1)
                .forEach(kind -> causes.add(Cause.forbidden(field + "." + kind, rule)));
    }

    private void unique(String field, String name, Set<String> names) {
        if (!name.isEmpty() && !names.add(name)) {
            causes.add(Cause.duplicate(field, name));
        }
    }
}
