package dev.bluegreen.examples;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;

/** Tells that the EndpointSlices of a Service have changed. */
record SliceWatcher(String service, Runnable changed) implements Watcher<EndpointSlice> {

    @Override
    public void eventReceived(Action action, EndpointSlice slice) {
        if (service.equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name"))) {
            changed.run();
        }
    }

    @Override
    public void onClose(WatcherException cause) {}
}
