package dev.bluegreen.fabric8.proof;

import dev.bluegreen.testkit.FakeAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients got from each address of a Service, by port, protocol and family. */
record Seen(Map<String, Asked> byAddress) {

    static Seen at(List<FakeAddress> addresses, int times) {
        Map<String, Asked> seen = new LinkedHashMap<>();
        addresses.forEach(address ->
                seen.put(address.family() + " " + address.port() + "/" + address.protocol(), Asked.at(address, times)));
        return new Seen(seen);
    }

    /**
     * What is wrong with the traffic after a move; empty if nothing is. All that was answered before is answered, and
     * whatever is answered is so always, by the target only, and by each of its pods.
     *
     * <p>To an address of a family that the Service does not have lead only slices of others, of what pods these like, where
     * the Service is headless: it may not lead elsewhere, and need not lead to all.
     *
     * @param target the pods of the target, those that are being deleted among them
     * @param living those that are not, as many as there have to be
     * @param families of the Service
     */
    static Optional<String> wrong(
            Seen before, Seen after, Set<String> target, Set<String> living, List<String> families) {
        if (after.byAddress().values().stream().noneMatch(Asked::isAnswered)) {
            return Optional.of("nothing is answered");
        }
        return after.byAddress().entrySet().stream()
                .flatMap(entry -> wrong(
                        before.byAddress().getOrDefault(entry.getKey(), Asked.NOTHING),
                        entry.getValue(),
                        target,
                        families.stream().anyMatch(entry.getKey()::startsWith) ? living : Set.of())
                        .map(why -> entry.getKey() + ": " + why)
                        .stream())
                .findFirst();
    }

    private static Optional<String> wrong(Asked before, Asked after, Set<String> target, Set<String> living) {
        if (!target.containsAll(after.pods())) {
            return Optional.of("answered by others than " + target + ": " + after);
        }
        boolean asked = before.isAnswered() || after.isAnswered();
        if (asked && after.failed() > 0) {
            return Optional.of("not always answered: before " + before + "; after " + after);
        }
        return asked && !after.pods().containsAll(living)
                ? Optional.of("not by all of " + living + ": " + after)
                : Optional.empty();
    }
}
