package dev.bluegreen.testkit;

import dev.bluegreen.model.ClosedException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.api.ApiHost;
import dev.bluegreen.testkit.internal.api.FakeApi;
import dev.bluegreen.testkit.internal.api.RequestObservers;
import dev.bluegreen.testkit.internal.api.admission.Access;
import dev.bluegreen.testkit.internal.api.call.Resources;
import dev.bluegreen.testkit.internal.client.Clients;
import dev.bluegreen.testkit.internal.gc.GarbageCollector;
import dev.bluegreen.testkit.internal.gc.NamespaceController;
import dev.bluegreen.testkit.internal.journal.Journal;
import dev.bluegreen.testkit.internal.link.InFlight;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.request.RequestLog;

/** The parts of one fake cluster, put together. */
final class ClusterParts implements AutoCloseable {

    static final long SEED = 1;

    final long seed;
    final Time time;
    final ObjectStore store;
    final Resources resources = new Resources();
    final Access access = new Access();
    final Journal journal;
    final RequestObservers observers;
    final RequestLog requests;
    final Faults faults;
    final Simulation simulation;
    final FakeApi api;
    final Clients clients;
    final RoleGrants grants;
    private final Runnable onClose;
    private volatile boolean closed;

    /**
     * @param host the address of its API server
     * @param onClose runs when everything else is closed
     * @param namespace the default namespace of its clients
     * @param seed for the random part of names
     */
    ClusterParts(ApiHost host, Runnable onClose, Time time, String namespace, long seed) {
        this.onClose = onClose;
        this.seed = seed;
        this.time = time;
        this.journal = new Journal(time);
        this.observers = new RequestObservers(time);
        this.requests = new RequestLog(request -> {
            journal.answered(request);
            observers.answered(request);
        });
        this.faults = new Faults(resources::has, journal::struck);
        this.store = new ObjectStore(time, seed);
        store.subscribe(journal::committed);
        store.subscribe(observers::committed);
        this.simulation = new Simulation(store, time, journal::failed);
        GarbageCollector.start(store, time);
        NamespaceController.start(store, time);
        InFlight inFlight = InFlight.on(time);
        this.api = new FakeApi(
                host, store, time, resources, access, faults, requests, observers, inFlight, simulation.processes());
        this.clients = new Clients(api.url(), namespace, inFlight);
        this.grants = new RoleGrants(api, namespace);
    }

    /**
     * These parts, for calls that need an open cluster.
     *
     * @throws ClosedException if it is closed
     */
    ClusterParts open() {
        if (closed) {
            throw new ClosedException("cluster: it is closed, and nothing was done; start another one");
        }
        return this;
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
        api.close();
        simulation.close();
        onClose.run();
    }
}
