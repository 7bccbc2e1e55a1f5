package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.Objects;

/**
 * ExternalDNS, as far as the cluster shows it: it notes the generation of a DNSEndpoint when it reads it, before it calls the
 * provider (external-dns, source/crd.go).
 */
final class DnsEndpointController implements Reconciler {

    private final ObjectStore store;

    DnsEndpointController(ObjectStore store) {
        this.store = store;
    }

    /** True after a write of one that it has not read yet. */
    static boolean isUnread(StoreEvent event) {
        return event.key().is("externaldns.k8s.io", "dnsendpoints")
                && event.after() != null
                && !Objects.equals(
                        Trees.at(event.after(), "metadata", "generation"),
                        Trees.at(event.after(), "status", "observedGeneration"));
    }

    @Override
    public void reconcile(ResourceKey key) {
        store.updateStatus(key, tree -> {
            Map<String, Object> status = Trees.child(tree, "status");
            status.put(
                    "observedGeneration",
                    Trees.integer(tree, "metadata", "generation").orElse(1));
            return tree;
        });
    }
}
