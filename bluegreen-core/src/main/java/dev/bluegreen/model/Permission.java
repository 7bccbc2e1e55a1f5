package dev.bluegreen.model;

import java.util.Optional;

/**
 * One permission that an operation needs, in the terms of the API that grants it. Adapters print them as a Role or a policy.
 *
 * @param system the system that grants it: {@code kubernetes}, {@code kubernetes/<namespace>} for another namespace than the
 *     platform's, or {@code aws}
 * @param group API group, empty for Kubernetes' core group; for AWS the service's prefix, such as {@code route53}
 * @param resource plural of the kind, such as {@code services}; for AWS the ARN, or {@code *}
 * @param name the object; empty for all objects of the kind
 * @param verb the API's verb: {@code patch}, {@code ChangeResourceRecordSets}
 */
public record Permission(String system, String group, String resource, Optional<String> name, String verb) {

    /** {@code patch services "checkout-svc"}. */
    @Override
    public String toString() {
        return verb + " " + resource + name.map(one -> " \"" + one + "\"").orElse("");
    }
}
