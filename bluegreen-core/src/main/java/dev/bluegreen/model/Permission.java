package dev.bluegreen.model;

import java.util.Optional;

/**
 * One right that a cutover needs, in the words of the API that grants it. Adapters print them as a Role or a policy.
 *
 * @param system whose right it is: {@code kubernetes} or {@code aws}
 * @param group API group, empty for Kubernetes' core group; for AWS the service's prefix, such as {@code route53}
 * @param resource plural of the kind, such as {@code services}; for AWS the ARN, or {@code *}
 * @param name the one object; empty for all of the kind
 * @param verb the API's own word: {@code patch}, {@code ChangeResourceRecordSets}
 */
public record Permission(String system, String group, String resource, Optional<String> name, String verb) {

    /** {@code patch services "checkout-svc"}. */
    @Override
    public String toString() {
        return verb + " " + resource + name.map(one -> " \"" + one + "\"").orElse("");
    }
}
