package dev.bluegreen.internal.result;

import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.ReleaseStatus.Delivery;
import dev.bluegreen.result.ReleaseStatus.Pinned;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A status as a tree, for a terminal. */
final class StatusText {

    private static final int PODS = 10;
    private static final int CUTOVERS = 5;

    private final ReleaseStatus status;

    /** A line and what hangs below it. */
    private record Node(String text, List<Node> below) {

        Node {
            text = Wording.lines(text);
        }

        static Node leaf(String text) {
            return new Node(text, List.of());
        }
    }

    StatusText(ReleaseStatus status) {
        this.status = status;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(status.release() + ": traffic on "
                + status.active().map(this::named).orElseGet(this::shares)
                + (status.strayed() ? strayed() : ""));
        hang(text, nodes(), "\n");
        return text.toString();
    }

    private String named(Track track) {
        return status.world().release().named(track);
    }

    private String strayed() {
        return ", but it was moved to " + status.recorded().orElseThrow()
                + " last: a foreign write moved it since, or a write came late";
    }

    private String shares() {
        List<String> splits = status.routers().stream()
                .map(router -> router.split().toString())
                .distinct()
                .toList();
        if (splits.size() != 1) {
            return "no single track" + unread();
        }
        Optional<Track> only = status.routers().get(0).split().only();
        return only.map(this::named)
                        .orElseGet(() -> "both tracks, "
                                + (both() ? "shared by the number of their pods" : "BLUE/GREEN " + splits.get(0)))
                + unread();
    }

    /** True between the two writes of routers that make before they break. */
    private boolean both() {
        return status.routers().get(0).split().equals(TrafficSplit.both());
    }

    /** Who moved it away is the first thing that is asked then. */
    private String router(RouterState router) {
        boolean isElsewhere = status.strayed() && !router.split().only().equals(status.recorded());
        Optional<String> writer = router.writer().filter(by -> isElsewhere);
        return "router " + router.router() + " " + router.routing()
                + writer.map(by -> ", written by " + by).orElse("");
    }

    private String unread() {
        int unread = status.unread().size();
        int all = unread + status.routers().size();
        return unread == 0 ? "" : ", but " + unread + " of " + all + " routers could not be read";
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        status.routers().forEach(router -> nodes.add(Node.leaf(router(router))));
        status.unread().forEach(router -> nodes.add(Node.leaf("router " + router)));
        Stream.of(Track.values()).map(this::track).forEach(nodes::add);
        nodes.add(Node.leaf(status.lock()
                .map(held -> "lock held by " + held.holder() + " since " + Wording.of(held.since()) + ", " + life(held))
                .orElse("lock free")));
        status.underway().map(StatusText::underway).map(Node::leaf).ifPresent(nodes::add);
        status.unfinished()
                .filter(left ->
                        status.underway().isEmpty() || left.trafficIntent() || left.state() == Unfinished.State.PARKED)
                .map(left -> unfinished(left) + remedy(left))
                .map(Node::leaf)
                .ifPresent(nodes::add);
        status.wayBackClosed()
                .map(closed -> "way back to " + closed.on().other() + " closed at " + Wording.of(closed.at()) + " by "
                        + closed.by() + ": " + closed.reason())
                .map(Node::leaf)
                .ifPresent(nodes::add);
        status.freezes().stream().map(Node::leaf).forEach(nodes::add);
        status.deliveries().stream()
                .filter(delivery -> delivery.pending() > 0)
                .map(StatusText::delivery)
                .map(Node::leaf)
                .forEach(nodes::add);
        nodes.add(history());
        return nodes;
    }

    private static String delivery(Delivery delivery) {
        String events = delivery.pending() == 1 ? " event is" : " events are";
        return delivery.pending() + events + " not delivered to " + delivery.sink()
                + delivery.problem().map(why -> ": " + why).orElse("");
    }

    /** With what to call: a look at one moment cannot tell, but those calls look long enough. */
    private static String life(ReleaseStatus.Lock held) {
        return switch (held.life()) {
            case ALIVE -> "its process lives";
            case EXPIRED -> "its process is dead; resume() goes on with a cutover, recover() ends whatever it was";
            case UNKNOWN ->
                "alive or dead: one look cannot tell; resume() and recover() look for 30 s, and take over from a dead one";
        };
    }

    /** Where a holder is named, its line has it. */
    private String remedy(Unfinished left) {
        if (left.state() == Unfinished.State.PARKED) {
            return "; resume() goes on with it, cancel(\"" + left.id() + "\") ends it";
        }
        return status.lock().isEmpty() ? "; resume() goes on with a cutover, recover() ends whatever it was" : "";
    }

    private static String underway(Underway now) {
        String waits = now.waitsFor()
                .map(what -> ", " + what
                        + now.until()
                                .map(until -> ", until " + Wording.of(until))
                                .orElse(""))
                .orElse("");
        return now.operation().noun() + " " + now.id() + " by " + now.by() + " in " + now.phase() + waits + last(now);
    }

    /** Unless that says no more than where it is. */
    private static String last(Underway now) {
        return now.lastEvent()
                .filter(last ->
                        !last.equals(now.phase().name()) && !now.waitsFor().equals(Optional.of(last)))
                .map(last -> "; last: " + last)
                .orElse("");
    }

    private String unfinished(Unfinished left) {
        String tracks = left.operation().isMove() ? named(left.from()) + " -> " + named(left.to()) : "of " + left.to();
        boolean isParked = left.state() == Unfinished.State.PARKED;
        return (isParked ? "parked " : "unfinished ") + left.operation().noun() + " " + left.id() + " " + tracks
                + " in " + left.phase()
                + (left.trafficIntent() ? ", traffic may have moved" : "")
                + left.waitsFor()
                        .filter(what -> isParked)
                        .map(what -> ", waits for " + what)
                        .orElse("")
                + left.until()
                        .filter(until -> isParked)
                        .map(until -> ", until " + Wording.of(until))
                        .orElse("")
                + (isParked ? "; requested by " + left.by() : "");
    }

    private Node track(Track track) {
        Workload workload = status.world().workload(track);
        String standby = status.standby()
                .filter(kept -> kept.track() == track)
                .map(this::countdown)
                .orElseGet(() -> unkept(workload));
        List<Node> below = new ArrayList<>(pods(workload));
        unread(workload).map(Node::leaf).ifPresent(below::add);
        status.pinned().stream()
                .filter(pin -> pin.track() == track)
                .map(StatusText::pin)
                .map(Node::leaf)
                .forEach(below::add);
        boolean isOrigin = status.world().release().isOrigin(track);
        String shown = isOrigin ? workload.toString().replaceFirst(track.name(), "origin") : workload.toString();
        return new Node(shown + standby + weakened(workload) + reduced(track), below);
    }

    /** Warning for a standby that was scaled down, or whose pods were evicted. */
    private String weakened(Workload workload) {
        Workload live = status.world().workload(workload.track().other());
        boolean isWeaker = status.standby()
                        .filter(kept -> kept.track() == workload.track())
                        .isPresent()
                && reduced(workload.track()).isEmpty()
                && workload.ready() < live.ready();
        return isWeaker
                ? ", weaker than " + live.track() + ": " + workload.ready() + " of " + live.ready() + " pods ready"
                : "";
    }

    private static Optional<String> unread(Workload workload) {
        return workload.isNone() && !workload.equals(Workload.none(workload.track()))
                ? workload.rollout()
                : Optional.empty();
    }

    /** Pods of a former active track that is no standby, such as pods scaled up manually after it was retired. */
    private String unkept(Workload workload) {
        Optional<Track> other = Optional.of(workload.track().other());
        boolean isLeft = status.recorded().equals(other) && status.active().equals(other);
        return isLeft && !workload.pods().isEmpty() ? ", not kept as standby" : "";
    }

    private String countdown(Standby kept) {
        Duration left = Duration.between(status.at(), kept.until());
        return left.isNegative() || left.isZero()
                ? ", kept until " + Wording.of(kept.until()) + ", which is over"
                : ", standby for " + Wording.of(left) + " more, until " + Wording.of(kept.until());
    }

    private String reduced(Track track) {
        return status.reduced().stream()
                .filter(small -> small.track() == track)
                .map(small -> ", kept small: brought to " + Wording.pods(small.full()) + " before it gets traffic")
                .collect(Collectors.joining());
    }

    private static String pin(Pinned pin) {
        String until = pin.min() > pin.was()
                ? "when the cutover ends, or by the next operation or recover()"
                : "when traffic comes back, or the track is retired";
        return pin.autoscaler() + " is pinned to at least " + Wording.pods(pin.min()) + "; restored to " + pin.was()
                + " " + until;
    }

    private static List<Node> pods(Workload workload) {
        List<Node> pods = new ArrayList<>(workload.pods().stream()
                .limit(PODS)
                .map(pod -> Node.leaf("pod " + pod.name() + (pod.ready() ? " ready" : " not ready")
                        + (pod.terminating() ? ", terminating" : "")
                        + (pod.outdated() ? ", of an older revision" : "")))
                .toList());
        if (workload.pods().size() > PODS) {
            pods.add(Node.leaf((workload.pods().size() - PODS) + " more pods"));
        }
        return pods;
    }

    private Node history() {
        return status.history().isEmpty()
                ? Node.leaf("no cutover has ended so far")
                : new Node(
                        "last cutovers",
                        status.history().stream()
                                .limit(CUTOVERS)
                                .map(StatusText::past)
                                .map(Node::leaf)
                                .toList());
    }

    private static String past(PastCutover past) {
        return Wording.of(past.at()) + " " + past.operation().noun() + " " + past.tracks() + " " + past.outcome()
                + past.mixed()
                        .map(time -> ", both tracks for " + Wording.of(time))
                        .orElse("")
                + " by " + past.by() + ": " + past.reason();
    }

    private static void hang(StringBuilder text, List<Node> nodes, String indent) {
        for (int i = 0; i < nodes.size(); i++) {
            boolean last = i == nodes.size() - 1;
            text.append(indent).append(last ? "└─ " : "├─ ").append(nodes.get(i).text());
            hang(text, nodes.get(i).below(), indent + (last ? "   " : "│  "));
        }
    }
}
