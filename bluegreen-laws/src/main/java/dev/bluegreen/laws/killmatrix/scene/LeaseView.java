package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Lease of a release as anybody can read it: lock and record, schema 2.
 *
 * @param holder who holds the lock
 * @param token the fencing token
 * @param active the track that has the traffic by the record
 * @param unfinished id of the cutover under way
 * @param begun the cutover under way, if it moves traffic by request
 * @param intends what has to stay so of it
 * @param isParked true if it waits with the lock free
 * @param intents the traffic writes it announces, each as router and split
 * @param ended ids of the cutovers in the history
 * @param switched cutovers in the history that ended where they were to end
 * @param kept until when the old track must stay
 */
record LeaseView(
        Optional<String> holder,
        long token,
        Optional<Track> active,
        Optional<String> unfinished,
        Optional<Fact.Begun> begun,
        Optional<Fact.Intends> intends,
        boolean isParked,
        List<Map.Entry<String, TrafficSplit>> intents,
        List<String> ended,
        List<Fact.Switched> switched,
        Optional<Fact.Kept> kept) {

    static final String RECORD = "bluegreen.dev/record";

    static LeaseView of(@Nullable Map<String, Object> lease) {
        String text = Trees.text(lease, "metadata", "annotations", RECORD);
        Map<String, Object> record = text.isEmpty() ? Map.of() : Json.parseObject(text);
        return new LeaseView(
                Trees.string(lease, "spec", "holderIdentity").filter(name -> !name.isEmpty()),
                Trees.integer(lease, "spec", "leaseTransitions").orElse(0),
                Trees.string(record, "active").map(Track::valueOf),
                Trees.string(record, "inFlight", "id"),
                begun(record),
                intends(record),
                !Trees.map(record, "intent", "parked").isEmpty(),
                Trees.maps(record, "inFlight", "intents").stream()
                        .map(LeaseView::intent)
                        .toList(),
                Trees.maps(record, "history").stream()
                        .map(past -> Trees.text(past, "id"))
                        .toList(),
                Trees.maps(record, "history").stream()
                        .filter(past -> Trees.text(past, "outcome").equals("SWITCHED"))
                        .map(past -> new Fact.Switched(Trees.text(past, "id"), Track.valueOf(Trees.text(past, "from"))))
                        .toList(),
                Trees.string(record, "standby", "until")
                        .map(until -> new Fact.Kept(
                                Track.valueOf(Trees.text(record, "standby", "track")), Instant.parse(until))));
    }

    /** What has happened since the Lease was so, by the write of one process. */
    List<Fact> since(LeaseView before, String process) {
        List<Fact> facts = new ArrayList<>();
        if (holder.isPresent()) {
            boolean renewed = holder.equals(before.holder) && token == before.token;
            facts.add(renewed ? new Fact.LockRenewed(process) : new Fact.LockTaken(process, token));
        }
        begun.filter(now -> !begun.equals(before.begun)).ifPresent(facts::add);
        intends.filter(now -> !intends.equals(before.intends)).ifPresent(facts::add);
        int known = unfinished.equals(before.unfinished) ? before.intents.size() : 0;
        intents.stream()
                .skip(known)
                .map(intent -> new Fact.Intended(process, intent.getKey(), intent.getValue()))
                .forEach(facts::add);
        ended.stream()
                .filter(id -> !before.ended.contains(id))
                .map(Fact.ResultEntered::new)
                .forEach(facts::add);
        kept.filter(now -> !kept.equals(before.kept)).ifPresent(facts::add);
        switched.stream().filter(one -> !before.switched.contains(one)).forEach(facts::add);
        if (holder.isEmpty() && before.holder.isPresent()) {
            facts.add(new Fact.LockFreed(process));
            unfinished.filter(any -> isParked).map(Fact.Parked::new).ifPresent(facts::add);
        }
        return facts;
    }

    private static Optional<Fact.Begun> begun(Map<String, Object> record) {
        return Trees.text(record, "inFlight", "operation").equals("SWITCH")
                ? Optional.of(new Fact.Begun(
                        Trees.text(record, "inFlight", "id"), Track.valueOf(Trees.text(record, "inFlight", "to"))))
                : Optional.empty();
    }

    private static Optional<Fact.Intends> intends(Map<String, Object> record) {
        return Trees.string(record, "inFlight", "id")
                .filter(any -> !Trees.map(record, "intent").isEmpty())
                .map(id -> new Fact.Intends(
                        id,
                        Trees.text(record, "intent", "by") + ": " + Trees.text(record, "intent", "reason"),
                        Trees.string(record, "intent", "approval", "deadline").map(Instant::parse),
                        Trees.text(record, "intent", "plan", "hash"),
                        Trees.maps(record, "intent", "approvals").size()));
    }

    private static Map.Entry<String, TrafficSplit> intent(Map<String, Object> intent) {
        String[] weights = Trees.text(intent, "to").split("/", 2);
        return Map.entry(
                Trees.text(intent, "router"),
                new TrafficSplit(Integer.parseInt(weights[0]), Integer.parseInt(weights[1])));
    }
}
