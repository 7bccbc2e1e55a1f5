package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.admission.Presented;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.Filter;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.verb.Lists;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Faults that need the store: answers from the past, and somebody else who writes at the worst moment. */
final class StoreFaults {

    private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ObjectStore store;
    private final Time time;

    StoreFaults(ObjectStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /**
     * What is asked for, as it was before its last changes; as far back as is known.
     *
     * @throws ApiError if it was not there then
     */
    Reply past(ApiCall call, int changes) {
        return store.atomically(() -> call.verb().equals("list") ? pastList(call, changes) : pastObject(call, changes));
    }

    /** Somebody else changes the object that is asked for, if it is there. */
    void edit(ApiCall call, Consumer<Map<String, Object>> change) {
        store.update(call.key(), tree -> {
            change.accept(tree);
            return tree;
        });
    }

    /** Somebody else takes the Lease that is asked for, as a holder of another name would. */
    void steal(ApiCall call, String thief) {
        String now = MICRO_TIME.format(time.now());
        edit(call, lease -> {
            Map<String, Object> spec = Trees.child(lease, "spec");
            spec.put("holderIdentity", thief);
            spec.put("leaseTransitions", Trees.integer(spec, "leaseTransitions").orElse(0) + 1);
            spec.put("acquireTime", now);
            spec.put("renewTime", now);
        });
    }

    private Reply pastObject(ApiCall call, int changes) {
        Optional<Map<String, Object>> past = last(call, changes)
                .map(first -> Optional.ofNullable(first.before()))
                .orElseGet(() -> store.get(call.key()));
        return Reply.json(200, Presented.object(call, past.orElseThrow(call::notFound)));
    }

    private Reply pastList(ApiCall call, int changes) {
        long version =
                last(call, changes).map(first -> first.resourceVersion() - 1).orElseGet(store::resourceVersion);
        return Reply.json(200, new Lists(store).at(call, version));
    }

    /** The first of the last changes of what is asked for. */
    private Optional<StoreEvent> last(ApiCall call, int changes) {
        Filter filter = Filter.of(call);
        ResourceKey key = call.key();
        List<StoreEvent> concerning = store.eventsKept().stream()
                .filter(event -> call.name().isEmpty()
                        ? filter.covers(event.key())
                        : event.key().equals(key))
                .toList();
        return concerning.isEmpty()
                ? Optional.empty()
                : Optional.of(concerning.get(Math.max(0, concerning.size() - changes)));
    }
}
