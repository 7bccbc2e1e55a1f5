package dev.bluegreen.testkit.killmatrix;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.law.Fact;
import dev.bluegreen.testkit.law.History;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.ObjectChange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Enters in a history what the fake API server sees of a release whose routers are Services: who took the lock, what the
 * record says, what was written to routers and Deployments, and when it took effect. Thread-safe.
 */
final class ServiceHistory implements ApiObserver {

    private static final String TOKEN = "bluegreen.dev/token";

    private final Set<String> processes;
    private final History history;
    private final Map<String, TrafficSplit> routers;
    private final Map<Track, Integer> replicas = new EnumMap<>(Track.class);
    private final Map<String, Integer> arrivals = new HashMap<>();
    private final ReadyPods pods = new ReadyPods();
    private LeaseView lease = LeaseView.of(null);
    private boolean begun;

    /**
     * A history that has not begun.
     *
     * @param processes the identities whose writes are those of the release; may grow
     * @param routers where each router sends traffic when it begins
     * @param ready the ready pods of each track when it begins
     */
    ServiceHistory(Set<String> processes, Map<String, TrafficSplit> routers, Map<Track, Integer> ready) {
        this.processes = processes;
        this.routers = new TreeMap<>(routers);
        this.history = History.from(routers, ready);
    }

    /** From now on facts are entered. */
    synchronized void begin() {
        begun = true;
    }

    History history() {
        return history;
    }

    synchronized Fact.Rest rest() {
        return new Fact.Rest(routers, lease.active(), lease.holder(), lease.unfinished());
    }

    @Override
    public synchronized void received(String id, String client) {
        arrivals.put(client + " " + id, history.position());
    }

    @Override
    public synchronized void answered(ApiRequest request) {
        boolean shows = request.verb().equals("get") || request.verb().equals("patch");
        if (shows && request.resource().equals("services") && request.status() == 200) {
            add(request.time(), new Fact.SawRouter(request.client(), router(request.name())));
        }
    }

    @Override
    public synchronized void changed(ObjectChange change) {
        switch (change.resource()) {
            case "services" -> service(change);
            case "leases" -> lease(change);
            case "deployments" -> deployment(change);
            case "pods" ->
                pods.changed(change)
                        .ifPresent(track -> add(
                                change.time(),
                                new Fact.Ready(track, pods.ready().getOrDefault(track, 0))));
            default -> {}
        }
    }

    private void service(ObjectChange change) {
        Optional<TrafficSplit> now = split(change.after());
        String router = router(change.name());
        if (now.isEmpty()) {
            return;
        }
        TrafficSplit from = routers.getOrDefault(router, now.get());
        routers.put(router, now.get());
        boolean moved = !from.equals(now.get());
        if (!processes.contains(change.client())) {
            if (moved) {
                add(change.time(), new Fact.ForeignWrite(change.client(), router, from, now.get()));
            }
        } else if (moved) {
            add(
                    change.time(),
                    new Fact.Routed(
                            change.client(),
                            lease.unfinished().orElse(""),
                            router,
                            from,
                            now.get(),
                            token(change.before()),
                            token(change.after()),
                            asked(now.get()),
                            sent(change)));
        } else if (token(change.before()) != token(change.after())) {
            add(change.time(), new Fact.Fenced(change.client(), router, token(change.before()), token(change.after())));
        }
    }

    private void lease(ObjectChange change) {
        LeaseView before = lease;
        lease = LeaseView.of(change.after());
        lease.since(before, change.client()).forEach(fact -> add(change.time(), fact));
    }

    private void deployment(ObjectChange change) {
        Optional<Track> track = track(Trees.text(change.after(), "spec", "template", "metadata", "labels", "track"));
        if (track.isEmpty()) {
            return;
        }
        boolean isOther =
                !Trees.map(change.before(), "spec", "template").equals(Trees.map(change.after(), "spec", "template"));
        if (isOther && processes.contains(change.client())) {
            add(change.time(), new Fact.Staged(change.client(), track.get(), change.time(), sent(change)));
        }
        int to = Math.toIntExact(
                Trees.integer(change.after(), "spec", "replicas").orElse(1));
        int from = replicas.getOrDefault(track.get(), to);
        replicas.put(track.get(), to);
        if (from != to && processes.contains(change.client())) {
            add(change.time(), new Fact.Scaled(change.client(), track.get(), from, to, change.time(), sent(change)));
        }
    }

    private int asked(TrafficSplit split) {
        return split.only().map(track -> replicas.getOrDefault(track, 1)).orElse(1);
    }

    private int sent(ObjectChange change) {
        return arrivals.getOrDefault(change.client() + " " + change.request(), history.position());
    }

    private void add(Instant at, Fact fact) {
        if (begun) {
            history.add(at, fact);
        }
    }

    private static long token(@Nullable Map<String, Object> service) {
        String token = Trees.text(service, "metadata", "annotations", TOKEN);
        return token.isEmpty() ? 0 : Long.parseLong(token);
    }

    private static Optional<TrafficSplit> split(@Nullable Map<String, Object> service) {
        return track(Trees.text(service, "spec", "selector", "track")).map(TrafficSplit::all);
    }

    static Optional<Track> track(String label) {
        return switch (label) {
            case "blue" -> Optional.of(Track.BLUE);
            case "green" -> Optional.of(Track.GREEN);
            default -> Optional.empty();
        };
    }

    static String router(String service) {
        return "Service/" + service;
    }
}
