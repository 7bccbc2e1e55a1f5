package dev.bluegreen.fabric8;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates Events of {@code events.k8s.io/v1} on the Services that are moved and on the Deployments of both tracks, so that {@code
 * kubectl describe} and {@code kubectl events} show who moved traffic, asynchronously: see {@link Outbox}. Reasons: {@code
 * TrafficMoved}, {@code RollingBack}, and the end: {@code Switched}, {@code RolledBack}, {@code Refused}, {@code Frozen}, {@code
 * NeedsAttention}, {@code Left}, {@code Abandoned}; of other kinds that are chosen their name, such as {@code WayBack}. Without the permission to create Events there are none, which harms nothing.
 * Thread-safe; {@link #close} waits for pending Events.
 */
public final class KubernetesEvents implements CutoverListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
    private static final String CONTROLLER = "bluegreen.dev/bluegreen";
    private static final String SERVICE = "Service/";
    private static final int LONGEST_NAME = 180;

    private static final Map<String, String> REASONS = Map.of(
            "SWITCHED", "Switched",
            "ROLLED_BACK", "RolledBack",
            "REFUSED", "Refused",
            "FROZEN", "Frozen",
            "NEEDS_ATTENTION", "NeedsAttention",
            "LEFT", "Left",
            "ABANDONED", "Abandoned");

    private final Kube kube;
    private final Time time;
    private final String instance;
    private final Set<Kind> kinds;
    private final Severity least;
    private final Outbox outbox;
    private final AtomicBoolean forbidden = new AtomicBoolean();

    KubernetesEvents(Kube kube, Time time, String instance) {
        this(kube, time, instance, Set.of(), Severity.INFO);
    }

    /** @param kinds empty for the usual ones */
    private KubernetesEvents(Kube kube, Time time, String instance, Set<Kind> kinds, Severity least) {
        this.kube = kube;
        this.time = time;
        this.instance = EventNote.cut(instance, 128);
        this.kinds = kinds;
        this.least = least;
        this.outbox = new Outbox(time, "Kubernetes Events of namespace " + kube.namespace(), this::send);
    }

    /**
     * Creates Events of these kinds only; of the usual ones, the milestones after {@code CONFIG_APPLIED} are left out.
     *
     * @throws dev.bluegreen.model.ConfigurationException if one is null
     */
    public KubernetesEvents kinds(Kind first, Kind... others) {
        Set<Kind> all = EnumSet.of(Input.given("kinds", first, "give a kind of events"));
        all.addAll(Input.allGiven("kinds", "give kinds of events", others));
        return new KubernetesEvents(kube, time, instance, all, least);
    }

    /**
     * Creates Events of this severity and above only.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public KubernetesEvents atLeast(Severity severity) {
        return new KubernetesEvents(
                kube, time, instance, kinds, Input.given("atLeast", severity, "give INFO, WARNING or ERROR"));
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public String name() {
        return "Kubernetes Events";
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return Permissions.ofEventCreation();
    }

    @Override
    public void on(CutoverEvent event) {
        boolean isChosen = kinds.isEmpty() ? isUsual(event) : kinds.contains(event.kind());
        boolean isHere = event.source().namespace().equals(kube.namespace());
        if (isChosen && isHere && event.severity().compareTo(least) >= 0) {
            outbox.put(event);
        }
    }

    private static boolean isUsual(CutoverEvent event) {
        return switch (event.kind()) {
            case ENDED -> event.outcome().filter(REASONS::containsKey).isPresent();
            case MILESTONE -> isMoved(event);
            case ROLL_BACK -> true;
            default -> false;
        };
    }

    private static boolean isMoved(CutoverEvent event) {
        return event.sentence().equals("CONFIG_APPLIED");
    }

    @Override
    public void close() {
        outbox.close();
    }

    private static String reason(CutoverEvent event) {
        return switch (event.kind()) {
            case ENDED -> REASONS.getOrDefault(event.outcome().orElse(""), "Ended");
            case MILESTONE -> isMoved(event) ? "TrafficMoved" : "Milestone";
            case ROLL_BACK -> "RollingBack";
            default -> camelCase(event.kind().name());
        };
    }

    private static String camelCase(String name) {
        return Arrays.stream(name.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private void send(CutoverEvent event) {
        Stream<String> services = event.change().routers().stream().filter(router -> router.startsWith(SERVICE));
        services.forEach(router -> send(event, Service.class, router.substring(SERVICE.length())));
        event.change().workloads().values().forEach(workload -> send(event, Deployment.class, workload));
    }

    /** A retry creates what is not there yet: names follow from the event. */
    private void send(CutoverEvent event, Class<? extends HasMetadata> kind, String name) {
        try {
            kube.get(kind, name).ifPresent(regarding -> kube.create(Event.class, event(event, regarding)));
        } catch (PlatformException e) {
            switch (e.kind()) {
                case CONFLICT -> LOG.debug("an Event is there already: {}", e.getMessage());
                case FORBIDDEN -> forbidden(e);
                case TRANSIENT, OUTCOME_UNKNOWN -> throw e;
                default -> LOG.warn("an Event was not created: {}", e.getMessage());
            }
        }
    }

    private void forbidden(PlatformException e) {
        if (forbidden.compareAndSet(false, true)) {
            LOG.warn("no Events are created: {}", e.getMessage());
        }
    }

    private Event event(CutoverEvent event, HasMetadata regarding) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(event, regarding))
                .withNamespace(kube.namespace())
                .endMetadata()
                .withEventTime(new MicroTime(EventNote.microTime(event.at())))
                .withType(event.severity() == Severity.INFO ? "Normal" : "Warning")
                .withReason(reason(event))
                .withAction(event.phase().name())
                .withNote(EventNote.of(event))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withNewRegarding()
                .withApiVersion(regarding.getApiVersion())
                .withKind(regarding.getKind())
                .withName(regarding.getMetadata().getName())
                .withNamespace(kube.namespace())
                .withUid(regarding.getMetadata().getUid())
                .withResourceVersion(regarding.getMetadata().getResourceVersion())
                .endRegarding()
                .build();
    }

    private static String name(CutoverEvent event, HasMetadata regarding) {
        String object = EventNote.cut(regarding.getMetadata().getName(), LONGEST_NAME);
        String id = (regarding.getKind() + "-" + event.cutoverId() + "-" + event.number())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-");
        return object.replaceAll("[.-]+$", "") + "." + id;
    }

    @Override
    public String toString() {
        return "Kubernetes Events of " + Wording.line(kube.describe());
    }
}
