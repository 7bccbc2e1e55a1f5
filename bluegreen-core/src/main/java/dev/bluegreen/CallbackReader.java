package dev.bluegreen;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.DrainGate;
import dev.bluegreen.check.Gate;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.internal.engine.event.Sink;
import dev.bluegreen.internal.engine.operation.ApprovalSnapshot;
import dev.bluegreen.internal.engine.operation.CallbackTraits;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads names, permissions and limits from callbacks when a release is built: they are the user's code, so their exceptions
 * become problems of the configuration.
 */
final class CallbackReader {

    private final List<String> problems;

    CallbackReader(List<String> problems) {
        this.problems = problems;
    }

    /** Problems that a callback reports of its own configuration. */
    void problems(String field, Supplier<List<String>> said) {
        problems.addAll(all(field, "problems", said));
    }

    ApprovalSnapshot approval(Approval approval) {
        return new ApprovalSnapshot(
                approval,
                one("approval", "limit", approval::limit, Duration.ZERO),
                one("approval", "unanswered", approval::unanswered, Approval.Decision.REJECTED),
                one("approval", "authenticated", approval::authenticated, false),
                one("approval", "excludesRequester", approval::excludesRequester, true),
                one("approval", "canBeWithdrawn", approval::canBeWithdrawn, true));
    }

    CallbackTraits traits(Draft draft, ReleaseSpec release) {
        List<Permission> permissions = new ArrayList<>();
        List<PlannedWrite> writes = new ArrayList<>();
        Set<Access> uses = new LinkedHashSet<>();
        draft.smokeTests.forEach(test -> {
            permissions.addAll(all("smokeTest", "permissions", () -> test.permissions(release)));
            writes.addAll(all("smokeTest", "writes", () -> test.writes(release)));
            uses.addAll(one("smokeTest", "uses", () -> Set.copyOf(test.uses()), Set.of()));
        });
        permissions.addAll(permissions("gate", draft.gates, release));
        permissions.addAll(permissions("beforeShift", draft.beforeShift, release));
        draft.probes.forEach(probe -> {
            permissions.addAll(all("trafficProbe", "permissions", () -> probe.permissions(release)));
            uses.addAll(one("trafficProbe", "uses", () -> Set.copyOf(probe.uses()), Set.of()));
        });
        permissions.addAll(all("approval", "permissions", () -> draft.approval.permissions(release)));
        List<Slo> objectives = draft.bake.slos();
        objectives.forEach(
                slo -> permissions.addAll(all("bake.watching", "permissions", () -> slo.permissions(release))));
        permissions.addAll(listening(draft.told(), release));
        return new CallbackTraits(
                List.copyOf(permissions),
                List.copyOf(writes),
                Set.copyOf(uses),
                each(objectives, "bake.watching", "name", Slo::name),
                each(objectives, "bake.watching", "declared", Slo::declared),
                each(objectives, "bake.watching", "tolerance", Slo::tolerance),
                each(objectives, "bake.watching", "patience", CallbackReader::patience),
                sinks(draft.told()));
    }

    private static Duration patience(Slo slo) {
        Duration said = Objects.requireNonNull(slo.patience(), "it returned null");
        return Input.requireDuration("bake.watching.patience", said);
    }

    private List<Permission> permissions(String field, List<Gate> gates, ReleaseSpec release) {
        return gates.stream()
                .flatMap(gate -> all(field, "permissions", () -> gate.permissions(release)).stream())
                .toList();
    }

    private List<Permission> listening(List<CutoverListener> listeners, ReleaseSpec release) {
        return listeners.stream()
                .flatMap(told -> all("listener", "permissions", () -> told.permissions(release)).stream())
                .toList();
    }

    /** Permissions that only retiring a track needs. */
    List<Permission> retiring(List<DrainGate> gates, ReleaseSpec release) {
        return gates.stream()
                .flatMap(gate -> all("drainGate", "permissions", () -> gate.permissions(release)).stream())
                .toList();
    }

    private List<Sink> sinks(List<CutoverListener> listeners) {
        return Sink.named(listeners.stream()
                .flatMap(listener -> one("listener", "outbox", listener::outbox, Optional.<Outbox>empty())
                        .map(outbox -> new Sink(listener, one("listener", "name", listener::name, ""), outbox))
                        .stream())
                .toList());
    }

    private <C, T> List<T> each(List<C> callbacks, String field, String what, Getter<C, T> getter) {
        return callbacks.stream()
                .flatMap(callback -> read(field, what, () -> getter.of(callback)).stream())
                .toList();
    }

    private <T> List<T> all(String field, String what, Supplier<List<T>> getter) {
        return one(field, what, () -> List.copyOf(getter.get()), List.of());
    }

    private <T> T one(String field, String what, Supplier<T> getter, T otherwise) {
        return read(field, what, getter).orElse(otherwise);
    }

    private <T> Optional<T> read(String field, String what, Supplier<T> getter) {
        try {
            return Optional.of(Objects.requireNonNull(getter.get(), "it returned null"));
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        } catch (Throwable e) {
            problems.add(field + "." + what + ": it failed: " + Wording.line(said(e))
                    + "; fix it so that it returns a value and never throws");
        }
        return Optional.empty();
    }

    private static String said(Throwable error) {
        return Optional.ofNullable(error.getMessage())
                .filter(text -> !text.isBlank())
                .orElse("an error without a message");
    }

    /** One property of a callback. */
    private interface Getter<C, T> {

        T of(C callback);
    }
}
