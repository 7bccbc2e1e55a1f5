package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** SelfSubjectAccessReview: may I? */
final class AccessReviews {

    private final Access access;

    AccessReviews(Access access) {
        this.access = access;
    }

    Reply review(ApiCall call) {
        Map<String, Object> review = new LinkedHashMap<>(Json.parseObject(call.body()));
        String subresource = Trees.text(review, "spec", "resourceAttributes", "subresource");
        String resource = Trees.text(review, "spec", "resourceAttributes", "resource")
                + (subresource.isEmpty() ? "" : "/" + subresource);
        String verb = Trees.text(review, "spec", "resourceAttributes", "verb");
        review.put("status", Map.of("allowed", access.allows(call.client(), verb, resource)));
        return Reply.json(201, Presented.object(call, review));
    }
}
