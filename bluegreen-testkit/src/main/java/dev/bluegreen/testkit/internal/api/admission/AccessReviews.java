package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.access.Attempt;
import dev.bluegreen.testkit.internal.access.Authorizer;
import dev.bluegreen.testkit.internal.access.PolicyRule;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client may do, asked by itself: one thing (access review), or everything (rules review); and who it is. */
public final class AccessReviews {

    private static final Set<String> GROUPS = Set.of("authorization.k8s.io", "authentication.k8s.io");

    private final Permissions permissions;
    private final Authorizer authorizer;

    public AccessReviews(Permissions permissions, Authorizer authorizer) {
        this.permissions = permissions;
        this.authorizer = authorizer;
    }

    public static boolean isReview(Resource resource) {
        return GROUPS.contains(resource.group());
    }

    public Reply review(ApiCall call) {
        if (!call.verb().equals("create")) {
            throw ApiError.methodNotAllowed();
        }
        Map<String, Object> review = new LinkedHashMap<>(Json.parseObject(call.body()));
        review.put(
                "status",
                switch (call.resource().plural()) {
                    case "selfsubjectaccessreviews" -> access(call, review);
                    case "selfsubjectrulesreviews" -> rules(call, review);
                    default -> user(call);
                });
        return Reply.json(201, Presented.object(call, review));
    }

    private static Map<String, Object> user(ApiCall call) {
        return Map.of("userInfo", Map.of("username", call.client(), "groups", List.of("system:authenticated")));
    }

    private Map<String, Object> access(ApiCall call, Map<String, Object> review) {
        Map<String, Object> wanted = Trees.map(review, "spec", "resourceAttributes");
        if (wanted.isEmpty()
                && Trees.map(review, "spec", "nonResourceAttributes").isEmpty()) {
            throw invalid(
                    call, "spec.resourceAttributes", "exactly one of nonResourceAttributes or resourceAttributes");
        }
        return Map.of("allowed", permissions.allow(attempt(call.client(), wanted)));
    }

    private static Attempt attempt(String client, Map<String, Object> wanted) {
        String subresource = Trees.text(wanted, "subresource");
        return new Attempt(
                client,
                Trees.text(wanted, "verb"),
                Trees.text(wanted, "group"),
                Trees.text(wanted, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
                Trees.text(wanted, "namespace"),
                Trees.text(wanted, "name"));
    }

    private Map<String, Object> rules(ApiCall call, Map<String, Object> review) {
        String namespace = Trees.text(review, "spec", "namespace");
        if (namespace.isEmpty()) {
            throw invalid(call, "spec.namespace", "namespace is required");
        }
        List<Map<String, Object>> rules =
                authorizer.rules(call.client(), namespace).map(PolicyRule::tree).toList();
        return Map.of("resourceRules", rules, "nonResourceRules", List.of(), "incomplete", false);
    }

    private static ApiError invalid(ApiCall call, String field, String why) {
        return ApiError.invalid(call.resource(), "", List.of(ApiError.Cause.required(field, why)));
    }
}
