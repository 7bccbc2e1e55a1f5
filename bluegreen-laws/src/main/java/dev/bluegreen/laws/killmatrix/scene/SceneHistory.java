package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.ObjectChange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Enters in a history what the fake API server sees of a release: who took the lock, what the record says, what was written
 * to Deployments and to routers that are objects of the cluster, and when it took effect. Of other routers it is told.
 * Thread-safe.
 */
final class SceneHistory implements ApiObserver {

    /** Requests whose answer is the object as it is. */
    private static final Set<String> SHOWING = Set.of("get", "patch", "update");

    private final Set<String> processes;
    private final List<? extends RouterObject> objects;
    private final History history;
    private final Map<String, TrafficSplit> routers;
    private final Map<Track, Integer> replicas = new EnumMap<>(Track.class);
    private final Map<String, Integer> arrivals = new HashMap<>();
    private final ReadyPods pods = new ReadyPods();
    private final PortCarriers carriers = new PortCarriers();
    private Optional<Function<String, Fact.Asked>> asked = Optional.empty();
    private LeaseView lease = LeaseView.of(null);
    private Optional<String> holder = Optional.empty();
    private boolean begun;

    /**
     * A history that has not begun.
     *
     * @param processes the identities whose writes are those of the release; may grow
     * @param objects the routers that are objects of the cluster
     * @param routers where each router sends traffic when it begins
     * @param ready the ready pods of each track when it begins
     */
    SceneHistory(
            Set<String> processes,
            List<? extends RouterObject> objects,
            Map<String, TrafficSplit> routers,
            Map<Track, Integer> ready) {
        this.processes = processes;
        this.objects = List.copyOf(objects);
        this.routers = new TreeMap<>(routers);
        this.history = History.from(routers, ready);
    }

    /** From now on facts are entered; first, what each port reaches. */
    synchronized void begin(Instant at) {
        begun = true;
        carriers.now().forEach(port -> carries(at, port));
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
        if (SHOWING.contains(request.verb()) && request.status() == 200) {
            object(request.resource(), request.name())
                    .ifPresent(object -> saw(request.client(), object.router(), request.time()));
        }
    }

    /** A router was read, or shown by the answer to a write. */
    synchronized void saw(String client, String router, Instant at) {
        if (routers.containsKey(router)) {
            add(at, new Fact.SawRouter(client, router));
        }
    }

    /** True if a process has the lock. */
    synchronized boolean holds(String client) {
        return holder.equals(Optional.of(client));
    }

    /** From now on a router may send traffic to tracks that have no share. */
    synchronized void failsOpen(String router, Set<Track> to, Instant at) {
        history.add(at, new Fact.FailsOpen(router, to));
    }

    @Override
    public synchronized void changed(ObjectChange change) {
        object(change.resource(), change.name()).ifPresent(object -> router(object, change));
        switch (change.resource()) {
            case "leases" -> lease(change);
            case "deployments" -> deployment(change);
            case "pods" ->
                pods.changed(change)
                        .ifPresent(track -> add(
                                change.time(),
                                new Fact.Ready(track, pods.ready().getOrDefault(track, 0))));
            default -> {}
        }
        carriers.changed(change).forEach(port -> carries(change.time(), port));
    }

    private void carries(Instant at, Fact.Carries port) {
        if (routers.containsKey(port.router())) {
            add(at, port);
        }
    }

    private Optional<RouterObject> object(String resource, String name) {
        return objects.stream()
                .filter(object ->
                        object.resource().equals(resource) && object.name().equals(name))
                .map(object -> (RouterObject) object)
                .findFirst();
    }

    private void router(RouterObject object, ObjectChange change) {
        Map<String, Object> after = orEmpty(change.after());
        object.split(after)
                .ifPresent(now -> wrote(new RouterWrite(
                        change.client(),
                        object.router(),
                        now,
                        object.token(orEmpty(change.before())),
                        object.token(after),
                        change.time(),
                        sent(change))));
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> object) {
        return object == null ? Map.of() : object;
    }

    /**
     * A router is different now.
     *
     * @param client who wrote it
     * @param to where it sends traffic now
     * @param tokenBefore the token it carried
     * @param token the token it carries now
     * @param sent {@link History#position()} when the request was sent
     */
    record RouterWrite(
            String client, String router, TrafficSplit to, long tokenBefore, long token, Instant at, int sent) {}

    /** A router is different now. */
    synchronized void wrote(RouterWrite write) {
        TrafficSplit from = routers.get(write.router());
        if (from == null) {
            return;
        }
        routers.put(write.router(), write.to());
        boolean moved = !from.equals(write.to());
        if (!processes.contains(write.client())) {
            if (moved) {
                add(write.at(), new Fact.ForeignWrite(write.client(), write.router(), from, write.to()));
            }
        } else if (moved) {
            add(
                    write.at(),
                    new Fact.Routed(
                            write.client(),
                            lease.unfinished().orElse(""),
                            new Fact.Change(write.router(), from, write.to(), write.tokenBefore(), write.token()),
                            asked(write.to()),
                            write.sent()));
        } else if (write.tokenBefore() != write.token()) {
            add(write.at(), new Fact.Fenced(write.client(), write.router(), write.tokenBefore(), write.token()));
        }
    }

    /** What others write beside the record is no sign of life of its holder. */
    private static boolean isNote(ObjectChange change) {
        return Trees.map(change.before(), "spec").equals(Trees.map(change.after(), "spec"))
                && Trees.text(change.before(), "metadata", "annotations", LeaseView.RECORD)
                        .equals(Trees.text(change.after(), "metadata", "annotations", LeaseView.RECORD));
    }

    private void lease(ObjectChange change) {
        LeaseView before = lease;
        lease = LeaseView.of(change.after());
        if (isNote(change)) {
            return;
        }
        holder = lease.holder().map(any -> change.client());
        lease.since(before, change.client()).forEach(fact -> add(change.time(), fact));
        if (!lease.begun().equals(before.begun())) {
            asked.flatMap(one -> lease.begun().map(Fact.Begun::cutover).map(one))
                    .ifPresent(fact -> add(change.time(), fact));
        }
    }

    /** From now on, this is what a cutover is asked for, by its id. */
    synchronized void asks(Function<String, Fact.Asked> of) {
        asked = Optional.of(of);
    }

    /** An objective was asked by a process. */
    synchronized void judged(String client, Instant at) {
        lease.unfinished().ifPresent(cutover -> add(at, new Fact.Judged(client, cutover)));
    }

    synchronized void approved(String cutover, Instant at) {
        add(at, new Fact.Approved(cutover));
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
            add(
                    change.time(),
                    new Fact.Scaled(
                            change.client(), track.get(), new Fact.Size(from, to), change.time(), sent(change)));
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

    static Optional<Track> track(String label) {
        return switch (label) {
            case "blue" -> Optional.of(Track.BLUE);
            case "green" -> Optional.of(Track.GREEN);
            default -> Optional.empty();
        };
    }
}
