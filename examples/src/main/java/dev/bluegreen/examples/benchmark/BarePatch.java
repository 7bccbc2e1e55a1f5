package dev.bluegreen.examples.benchmark;

import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** One JSON Patch by the same client, and no look at what comes of it. */
record BarePatch(KubernetesClient client, String app) implements Way {

    @Override
    public String name() {
        return "bare patch (fabric8)";
    }

    static String patch(Track to) {
        return "[{\"op\": \"replace\", \"path\": \"/spec/selector/track\", \"value\": \"" + Apps.name(to) + "\"}]";
    }

    @Override
    public void move(Track to) {
        Service named = new ServiceBuilder()
                .withNewMetadata()
                .withName(Apps.service(app))
                .endMetadata()
                .build();
        client.resource(named).patch(PatchContext.of(PatchType.JSON), patch(to));
    }
}
