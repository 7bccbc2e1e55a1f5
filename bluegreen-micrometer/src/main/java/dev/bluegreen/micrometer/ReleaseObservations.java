package dev.bluegreen.micrometer;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Input;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/**
 * Observations of releases, which a tracing handler turns into spans: one for each operation, and in it one for each phase. An
 * operation that refused, went back or needs attention has an error. Thread-safe.
 */
public final class ReleaseObservations implements CutoverListener {

    private final ObservationRegistry registry;
    private final Operations<Spans> running = new Operations<>(Spans::stop);

    private ReleaseObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Observations in a registry.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static ReleaseObservations of(ObservationRegistry registry) {
        return new ReleaseObservations(Input.given("observations.registry", registry, "give an ObservationRegistry"));
    }

    @Override
    public String name() {
        return "observations";
    }

    @Override
    public synchronized void on(CutoverEvent event) {
        if (event.replayed()) {
            return;
        }
        Spans spans = running.of(event.cutoverId(), () -> new Spans(operation(event)));
        if (event.kind() == Kind.PHASE) {
            spans.enter(phase(event, spans.operation));
        } else if (event.kind() == Kind.ROLL_BACK || event.kind() == Kind.MILESTONE) {
            spans.operation.event(Observation.Event.of(lower(event.kind()), event.sentence()));
        } else if (event.kind() == Kind.ENDED) {
            running.end(event.cutoverId()).ifPresent(ended -> ended.end(event));
        }
    }

    private Observation operation(CutoverEvent event) {
        return Observation.createNotStarted("bluegreen.operation", registry)
                .lowCardinalityKeyValue("release", event.release())
                .lowCardinalityKeyValue("namespace", known(event.source().namespace()))
                .highCardinalityKeyValue("cutover", event.cutoverId())
                .highCardinalityKeyValue("requester", known(event.source().requester()))
                .start();
    }

    private Observation phase(CutoverEvent event, Observation operation) {
        return Observation.createNotStarted("bluegreen.phase", registry)
                .contextualName(lower(event.phase()))
                .parentObservation(operation)
                .lowCardinalityKeyValue("release", event.release())
                .lowCardinalityKeyValue("phase", lower(event.phase()))
                .start();
    }

    private static String known(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** The spans of one operation that have begun. */
    private static final class Spans {

        private final Observation operation;
        private Observation phase = Observation.NOOP;

        Spans(Observation operation) {
            this.operation = operation;
        }

        void enter(Observation next) {
            phase.stop();
            phase = next;
        }

        void end(CutoverEvent event) {
            operation.lowCardinalityKeyValue(
                    "outcome", event.outcome().orElse("ended").toLowerCase(Locale.ROOT));
            if (event.severity() != Severity.INFO) {
                operation.error(new BlueGreenException(event.sentence()));
            }
            stop();
        }

        void stop() {
            phase.stop();
            operation.stop();
        }
    }
}
