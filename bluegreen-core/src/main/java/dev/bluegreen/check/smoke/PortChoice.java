package dev.bluegreen.check.smoke;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A port of the pods, as given by the user.
 *
 * @param wanted name or number; empty for the only declared one
 */
record PortChoice(String wanted) {

    static final PortChoice ONLY = new PortChoice("");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");
    private static final int HIGHEST = 65_535;

    static PortChoice of(String wanted) {
        return new PortChoice(wanted.strip());
    }

    List<String> problems() {
        boolean fits = isNumber()
                ? number() >= 1 && number() <= HIGHEST
                : NAME.matcher(wanted).matches();
        return this.equals(ONLY) || fits
                ? List.of()
                : List.of("smokeTest.port: " + Wording.quoted(wanted)
                        + "; give the name of a container's port, or a number from 1 to " + HIGHEST);
    }

    /** Finding if these pods do not declare it; it can be waived, as a container may listen on an undeclared port. */
    List<Finding> preflight(Workload idle) {
        if (idle.isNone() || in(idle).isPresent()) {
            return List.of();
        }
        String declared = idle.ports().entrySet().stream()
                .map(port -> port.getKey().equals(port.getValue().toString())
                        ? port.getKey()
                        : port.getKey() + " (" + port.getValue() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        return List.of(Finding.fatal(
                "smoke-test-port",
                (wanted.isEmpty()
                                ? "smoke test port is not given, and there is not exactly one"
                                : "smoke test port '" + wanted + "' is not declared")
                        + ": the pods of " + idle.name() + " declare "
                        + (declared.isEmpty() ? "none" : declared),
                "give one of them with .port(...), or declare it in the pod template"));
    }

    /** @throws IllegalStateException if there is no such port: preflight has said so, and was waived */
    int of(Workload idle) {
        return in(idle).or(() -> isNumber() ? Optional.of(number()) : Optional.empty())
                .orElseThrow(
                        () -> new IllegalStateException(preflight(idle).get(0).sentence()));
    }

    private Optional<Integer> in(Workload idle) {
        List<Integer> numbers = idle.ports().values().stream().distinct().toList();
        if (wanted.isEmpty()) {
            return numbers.size() == 1 ? Optional.of(numbers.get(0)) : Optional.empty();
        }
        boolean known = numbers.isEmpty() || (isNumber() && numbers.contains(number()));
        return isNumber()
                ? Optional.of(number()).filter(number -> known)
                : Optional.ofNullable(idle.ports().get(wanted));
    }

    private boolean isNumber() {
        return NUMBER.matcher(wanted).matches();
    }

    private int number() {
        return Integer.parseInt(wanted);
    }
}
