package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a CustomResourceDefinition may ask for and does not get here, and how its writer is told. */
public final class DefinitionLimits {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionLimits.class);
    private static final String EVERYTHING = "x-kubernetes-preserve-unknown-fields";
    private static final Set<String> WITHOUT_EFFECT = Set.of(EVERYTHING, "type", "description");

    private DefinitionLimits() {}

    /**
     * Refuses definitions that the fake cannot serve.
     *
     * @throws ApiError 501 if its versions are to be converted by a webhook
     */
    public static void requireServed(Resource resource, Map<String, Object> tree) {
        if (isDefinition(resource)
                && Trees.text(tree, "spec", "conversion", "strategy").equals("Webhook")) {
            throw ApiError.notImplemented("the fake API server calls no webhooks, so it converts no versions:"
                    + " leave spec.conversion out, and all versions show the same");
        }
    }

    /** A real server takes a schema and holds to it; this one takes it, and warns that it does not. */
    public static Reply.Text warned(ApiCall call, Reply.Text reply) {
        if (!isDefinition(call.resource()) || takesEverything(Json.parseObject(reply.body()))) {
            return reply;
        }
        String warning = "the fake API server does not look at the schema of " + call.objectName()
                + ": its resources take every field, and nothing is defaulted";
        LOG.warn("{}", warning);
        return reply.withHeader("Warning", "299 - \"" + warning + "\"");
    }

    private static boolean isDefinition(Resource resource) {
        return resource.is("apiextensions.k8s.io", "customresourcedefinitions");
    }

    private static boolean takesEverything(Map<String, Object> definition) {
        return Trees.maps(definition, "spec", "versions").stream()
                .map(version -> Trees.map(version, "schema", "openAPIV3Schema"))
                .allMatch(schema -> Trees.isTrue(schema, EVERYTHING) && WITHOUT_EFFECT.containsAll(schema.keySet()));
    }
}
