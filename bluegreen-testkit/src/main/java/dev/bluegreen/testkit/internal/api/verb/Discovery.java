package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.testkit.internal.api.admission.AccessReviews;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.api.call.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the server says about itself: versions, groups, resources, health. */
public final class Discovery {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private static final List<String> CREATE = List.of("create");

    private final Resources resources;

    public Discovery(Resources resources) {
        this.resources = resources;
    }

    public Reply.Text reply(String path) {
        return switch (path) {
            case "/healthz", "/readyz", "/livez" -> Reply.text(200, "ok");
            case "/version" -> Reply.json(200, Map.of("major", "1", "minor", "32", "gitVersion", "v1.32.13"));
            case "/api" -> Reply.json(200, Map.of("kind", "APIVersions", "versions", List.of("v1")));
            case "/api/v1" -> resourceList("", "v1");
            case "/apis" -> Reply.json(200, Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups()));
            default -> group(path);
        };
    }

    private Reply.Text group(String path) {
        String[] parts = path.split("/", -1);
        if (!path.startsWith("/apis/") || !resources.hasGroup(parts[2])) {
            return Reply.text(404, "404 page not found\n");
        }
        return parts.length == 3
                ? Reply.json(200, group(parts[2], new LinkedHashMap<>(Map.of("kind", "APIGroup", "apiVersion", "v1"))))
                : resourceList(parts[2], parts[3]);
    }

    private List<Map<String, Object>> groups() {
        return resources
                .all()
                .map(Resource::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .map(group -> group(group, new LinkedHashMap<>()))
                .toList();
    }

    private Map<String, Object> group(String group, Map<String, Object> tree) {
        List<Map<String, String>> versions = resources
                .all()
                .filter(resource -> resource.group().equals(group))
                .flatMap(resource -> resource.versions().stream())
                .distinct()
                .map(version -> Map.of("groupVersion", group + "/" + version, "version", version))
                .toList();
        tree.put("name", group);
        tree.put("versions", versions);
        tree.put("preferredVersion", versions.get(0));
        return tree;
    }

    private Reply.Text resourceList(String group, String version) {
        List<Map<String, Object>> list = new ArrayList<>();
        resources
                .all()
                .filter(resource ->
                        resource.group().equals(group) && resource.versions().contains(version))
                .forEach(resource -> describe(resource, list));
        if (list.isEmpty()) {
            return Reply.text(404, "404 page not found\n");
        }
        String groupVersion = group.isEmpty() ? version : group + "/" + version;
        return Reply.json(
                200,
                Map.of("kind", "APIResourceList", "apiVersion", "v1", "groupVersion", groupVersion, "resources", list));
    }

    private static void describe(Resource resource, List<Map<String, Object>> list) {
        list.add(entry(resource, "", resource.kind(), AccessReviews.isReview(resource) ? CREATE : VERBS));
        if (resource.hasStatus()) {
            list.add(entry(resource, "/status", resource.kind(), List.of("get", "patch", "update")));
        }
        if (resource.scalable()) {
            list.add(entry(resource, "/scale", "Scale", List.of("get", "patch", "update")));
        }
        if (resource.is("", "pods")) {
            list.add(entry(resource, "/eviction", "Eviction", CREATE));
            list.add(entry(resource, "/log", "Pod", List.of("get")));
            list.add(entry(resource, "/portforward", "PodPortForwardOptions", List.of("create", "get")));
        }
    }

    private static Map<String, Object> entry(Resource resource, String suffix, String kind, List<String> verbs) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", resource.plural() + suffix);
        entry.put("singularName", suffix.isEmpty() ? resource.kind().toLowerCase(Locale.ROOT) : "");
        entry.put("namespaced", resource.namespaced());
        entry.put("kind", kind);
        entry.put("verbs", verbs);
        return entry;
    }
}
