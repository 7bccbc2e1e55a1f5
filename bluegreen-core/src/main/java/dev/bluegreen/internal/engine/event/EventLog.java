package dev.bluegreen.internal.engine.event;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.event.ListenerQueue.QueuedEvent;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The events of one operation, numbered and delivered to the listeners in order. Thread-safe. */
public final class EventLog {

    /** The kinds that are pending in the record until they are delivered. */
    private static final Set<Kind> KEPT =
            EnumSet.of(Kind.INTENT, Kind.WRITE, Kind.MILESTONE, Kind.ROLL_BACK, Kind.ENDED);

    private final String release;
    private final String id;
    private final Time time;
    private final List<ListenerQueue> queues;
    private final Source source;
    private final int numbered;
    private final List<CutoverEvent> events = new CopyOnWriteArrayList<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private List<CutoverEvent> carried = List.of();
    private boolean kept;
    private Phase phase = Phase.PREFLIGHT;
    private volatile Activity activity = Activity.in(Phase.PREFLIGHT);
    private volatile Change change = Change.UNKNOWN;
    private Optional<RollBackCause> cause = Optional.empty();

    public EventLog(String release, String id, Time time, List<ListenerQueue> queues, Source source) {
        this(release, id, time, queues, source, 0);
    }

    private EventLog(String release, String id, Time time, List<ListenerQueue> queues, Source source, int numbered) {
        this.release = release;
        this.id = id;
        this.time = time;
        this.queues = queues;
        this.source = source;
        this.numbered = numbered;
    }

    /** The events of another operation, for the same listeners, numbered from there on. */
    public EventLog goingOn(String operation, int from, Source by) {
        return new EventLog(release, operation, time, queues, by, from);
    }

    /** Later events tell this target of the operation. */
    public void about(Track to) {
        change = new Change(Optional.empty(), Optional.of(to), Map.of(), Map.of(), List.of());
    }

    /** Later events tell this change. */
    public void about(Track from, Track to, World world, List<String> routers) {
        Map<Track, List<String>> images = new EnumMap<>(Track.class);
        Map<Track, String> workloads = new EnumMap<>(Track.class);
        world.workloads().values().stream()
                .filter(workload -> !workload.isNone())
                .forEach(workload -> {
                    images.put(workload.track(), workload.images());
                    workloads.put(workload.track(), workload.name());
                });
        change = new Change(Optional.of(from), Optional.of(to), images, workloads, routers);
    }

    /** Enters ROLL_BACK: later events tell why. */
    public void goBack(RollBackCause why) {
        synchronized (this) {
            cause = Optional.of(why);
        }
        enter(Phase.ROLL_BACK);
    }

    public void enter(Phase next) {
        List<QueuedEvent> queued;
        synchronized (this) {
            phase = next;
            activity = Activity.in(next);
            queued = put(Kind.PHASE, next.name());
        }
        queued.forEach(QueuedEvent::await);
    }

    /** Enters the condition that the operation waits for from now on; an event if it has changed. */
    public void waits(String what, Optional<Instant> until) {
        List<QueuedEvent> queued;
        synchronized (this) {
            boolean isNew = !activity.waitsFor().equals(Optional.of(what));
            activity = activity.waiting(what, until);
            queued = isNew ? put(Kind.WAITING, what) : List.of();
        }
        queued.forEach(QueuedEvent::await);
    }

    /** The same without notification: the wait shows in the record. */
    public synchronized void waitsQuietly(String what, Instant until) {
        activity = activity.waiting(what, Optional.of(until));
    }

    /** Waits no longer. */
    public synchronized void goesOn() {
        activity = Activity.in(phase);
    }

    /** The current activity; does not wait for listeners. */
    public Activity activity() {
        return activity;
    }

    public void tell(Told told) {
        put(() -> builder(1, phase, told.kind(), told.sentence()).move(told.move()))
                .forEach(QueuedEvent::await);
    }

    /** The same with another severity than the kind's usual one. */
    public void tell(Kind kind, Severity severity, String sentence) {
        put(() -> builder(1, phase, kind, sentence).severity(severity)).forEach(QueuedEvent::await);
    }

    /** Tells the end. */
    public void end(String outcome, String sentence) {
        put(() -> end(1, phase, outcome, sentence)).forEach(QueuedEvent::await);
    }

    private List<QueuedEvent> put(Kind kind, String sentence) {
        return put(() -> builder(1, phase, kind, sentence));
    }

    /** Events are ordered; a thread that waits for listeners does not block others from publishing. */
    private synchronized List<QueuedEvent> put(Supplier<CutoverEvent.Builder> next) {
        CutoverEvent event = next.get().build();
        events.add(event);
        followers.forEach(follower -> follower.put(event));
        return ListenerQueue.put(queues, event);
    }

    /** Tells a listener all events, those before this call too. */
    public synchronized Subscription follow(CutoverListener listener) {
        Follower follower = new Follower(time, listener);
        events.forEach(follower::put);
        followers.add(follower);
        return () -> {
            followers.remove(follower);
            follower.close();
        };
    }

    /** True if a listener has not received an event yet. */
    public boolean hasUndelivered() {
        return queues.stream().anyMatch(ListenerQueue::hasUndelivered);
    }

    /** The pending events to write to the record if this one is delivered next. */
    public List<CutoverEvent> pendingWith(Kind kind, String sentence) {
        return pendingWith(0, List.of(Told.of(kind, sentence)));
    }

    /**
     * The same for several, after others that need not be kept.
     *
     * @param others how many
     */
    public synchronized List<CutoverEvent> pendingWith(int others, List<Told> next) {
        return pendingWith(IntStream.range(0, next.size())
                .mapToObj(place -> builder(
                                others + place + 1,
                                phase,
                                next.get(place).kind(),
                                next.get(place).sentence())
                        .move(next.get(place).move())
                        .build())
                .toList());
    }

    /** Events to store with the final write, including the ENDED event about to be published. */
    public synchronized List<CutoverEvent> pendingWithEnd(Optional<Phase> last, String outcome, String sentence) {
        return pendingWith(List.of(end(last.isPresent() ? 2 : 1, last.orElse(phase), outcome, sentence)
                .build()));
    }

    /** Pending events of operations before this one: they stay pending. */
    public synchronized void carry(List<CutoverEvent> left) {
        carried = List.copyOf(left);
    }

    /** True if the record has pending events, of this operation or of one before. */
    public synchronized boolean hasPending() {
        return kept || !carried.isEmpty();
    }

    /** The record with what the listeners that deliver later have confirmed during this operation. */
    public ReleaseRecord delivered(ReleaseRecord record) {
        return delivered(record, delivery -> !delivery.sink().wantsWhole());
    }

    /** The same after its end. */
    public ReleaseRecord deliveredAtLast(ReleaseRecord record) {
        return delivered(record, delivery -> true);
    }

    private ReleaseRecord delivered(ReleaseRecord record, Predicate<Delivery> counts) {
        Map<String, Delivery> ours = deliveries()
                .filter(counts)
                .collect(Collectors.toMap(delivery -> delivery.sink().name(), Function.identity()));
        return record.sinks(record.log().sinks().stream()
                .map(sink -> Optional.ofNullable(ours.get(sink.name()))
                        .map(delivery -> delivery.in(sink, record.log().pending()))
                        .orElse(sink))
                .toList());
    }

    /** Calls back when a listener that delivers later has confirmed all of its events. */
    public void whenConfirmed(Runnable then) {
        deliveries().forEach(delivery -> delivery.whenAll(then));
    }

    private Stream<Delivery> deliveries() {
        return queues.stream().flatMap(queue -> queue.delivery().stream());
    }

    /**
     * Redelivers events that were not delivered, or may not have been before their process died.
     *
     * @param left for listeners that do not confirm events
     * @param sinks for those that do: the events that each has not confirmed
     */
    public void redeliver(List<CutoverEvent> left, Function<String, List<CutoverEvent>> sinks) {
        queues.stream()
                .flatMap(queue ->
                        queue
                                .delivery()
                                .map(delivery -> sinks.apply(delivery.sink().name()))
                                .orElse(left)
                                .stream()
                                .flatMap(event -> queue.put(again(event)).stream()))
                .toList()
                .forEach(QueuedEvent::await);
    }

    /** True if a write was announced, so that earlier reads may be out of date. */
    public boolean hasAnnounced() {
        return events.stream().anyMatch(event -> event.kind() == Kind.INTENT);
    }

    /** True if this write was announced. */
    public boolean hasAnnounced(String sentence) {
        return events.stream()
                .anyMatch(
                        event -> event.kind() == Kind.INTENT && event.sentence().equals(sentence));
    }

    public synchronized Phase phase() {
        return phase;
    }

    public List<CutoverEvent> events() {
        return List.copyOf(events);
    }

    public Optional<CutoverEvent> last() {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    static boolean isKept(CutoverEvent event) {
        return KEPT.contains(event.kind());
    }

    private CutoverEvent again(CutoverEvent event) {
        Source by = event.source();
        return event.toBuilder()
                .source(new Source(source.cluster(), source.namespace(), by.requester(), by.reason()))
                .replayed(true)
                .build();
    }

    private CutoverEvent.Builder end(int ahead, Phase in, String outcome, String sentence) {
        return builder(ahead, in, Kind.ENDED, sentence).outcome(Optional.of(outcome));
    }

    private CutoverEvent.Builder builder(int ahead, Phase in, Kind kind, String sentence) {
        return CutoverEvent.builder(release, id, numbered + events.size() + ahead, time.now())
                .phase(in)
                .kind(kind)
                .sentence(sentence)
                .source(source)
                .change(change)
                .cause(cause);
    }

    private List<CutoverEvent> pendingWith(List<CutoverEvent> next) {
        kept = true;
        Stream<CutoverEvent> own = events.stream().filter(EventLog::isKept);
        return Stream.of(carried.stream(), own, next.stream())
                .flatMap(Function.identity())
                .toList();
    }

    /**
     * The activity of an operation at a moment.
     *
     * @param phase where it is
     * @param waitsFor what it waits for, if it does
     * @param until when it stops waiting, if there is a limit
     */
    public record Activity(Phase phase, Optional<String> waitsFor, Optional<Instant> until) {

        static Activity in(Phase phase) {
            return new Activity(phase, Optional.empty(), Optional.empty());
        }

        Activity waiting(String what, Optional<Instant> end) {
            return new Activity(phase, Optional.of(what), end);
        }
    }
}
