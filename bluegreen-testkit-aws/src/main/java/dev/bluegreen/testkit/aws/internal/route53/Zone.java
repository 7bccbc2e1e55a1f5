package dev.bluegreen.testkit.aws.internal.route53;

import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.aws.internal.route53.RecordSet.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of one hosted zone; a batch applies as a whole or not at all. Not thread-safe. */
final class Zone {

    private static final int MAX_WEIGHT = 255;
    private static final int MAX_CHANGES = 1000;
    private static final int LONGEST_STRING = 255;

    private final String id;
    private final String domain;
    private SortedMap<RecordKey, RecordSet> records = new TreeMap<>();

    Zone(String id, String domain) {
        this.id = id;
        this.domain = domain;
    }

    String id() {
        return id;
    }

    String domain() {
        return domain;
    }

    List<RecordSet> all() {
        return List.copyOf(records.values());
    }

    List<RecordSet> from(RecordKey first) {
        return List.copyOf(records.tailMap(first).values());
    }

    void put(RecordSet set) {
        records.put(set.key(), set);
    }

    /** @throws AwsError when one of them cannot be applied: then none is */
    void apply(List<Xml> changes, Predicate<String> isHealthCheck) {
        if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
            throw rejected(List.of("Number of changes is " + changes.size() + ", limit is " + MAX_CHANGES));
        }
        SortedMap<RecordKey, RecordSet> next = new TreeMap<>(records);
        List<String> problems = new ArrayList<>();
        for (Xml change : changes) {
            RecordSet set = new RecordSet(change.child("ResourceRecordSet")
                    .orElseThrow(() -> AwsError.sender(400, "InvalidInput", "a change without ResourceRecordSet")));
            requireValid(set, isHealthCheck);
            apply(change.childText("Action").orElse(""), set, next, problems);
        }
        next.values().stream()
                .collect(Collectors.groupingBy(RecordSet::name))
                .values()
                .forEach(sets -> {
                    checkName(sets, problems);
                    sets.stream()
                            .collect(Collectors.groupingBy(RecordSet::type))
                            .values()
                            .forEach(group -> checkGroup(group, problems));
                });
        if (!problems.isEmpty()) {
            throw rejected(problems);
        }
        records = next;
    }

    private void apply(String action, RecordSet set, SortedMap<RecordKey, RecordSet> next, List<String> problems) {
        RecordSet known = next.get(set.key());
        switch (action) {
            case "CREATE" -> {
                if (known != null) {
                    problems.add("Tried to create resource record set " + named(set) + " but it already exists");
                }
                next.put(set.key(), set);
            }
            case "DELETE" -> {
                if (known == null) {
                    problems.add("Tried to delete resource record set " + named(set) + " but it was not found");
                } else if (!known.hasSameValues(set)) {
                    problems.add("Tried to delete resource record set " + named(set)
                            + " but the values provided do not match the current values");
                }
                next.remove(set.key());
            }
            case "UPSERT" -> next.put(set.key(), set);
            default -> throw AwsError.sender(400, "InvalidInput", "Action '" + action + "' is none");
        }
    }

    private void requireValid(RecordSet set, Predicate<String> isHealthCheck) {
        if (!set.name().equals(domain) && !set.name().endsWith("." + domain)) {
            throw rejected(List.of("RRSet with DNS name " + set.name() + ". is not permitted in zone " + domain + "."));
        }
        set.weight().filter(weight -> weight < 0 || weight > MAX_WEIGHT).ifPresent(weight -> {
            throw AwsError.sender(400, "InvalidInput", "Weight " + weight + " must be between 0 and " + MAX_WEIGHT);
        });
        set.healthCheck().filter(check -> !isHealthCheck.test(check)).ifPresent(check -> {
            throw AwsError.sender(404, "NoSuchHealthCheck", "No health check exists with the ID " + check);
        });
        if (set.routing().equals("simple") == set.setIdentifier().isPresent()) {
            throw AwsError.sender(
                    400, "InvalidInput", "SetIdentifier is for records with a routing policy, and needed there");
        }
        if (set.alias().isEmpty()
                && (set.values().isEmpty() || set.xml().child("TTL").isEmpty())) {
            throw AwsError.sender(400, "InvalidInput", "Expected AliasTarget, or TTL and ResourceRecords");
        }
        requireFit(set);
    }

    private void requireFit(RecordSet set) {
        // Route 53 guide, supported DNS record types, CNAME: "cannot be the name of the hosted zone" (zone apex).
        if (set.type().equals("CNAME") && set.name().equals(domain)) {
            throw rejected(List.of("RRSet of type CNAME with DNS name " + domain + ". is not permitted at apex in zone "
                    + domain + "."));
        }
        // Route 53 guide, TXT record type: "A single string can include up to 255 characters".
        if (set.type().equals("TXT") && set.values().stream().anyMatch(Zone::hasLongString)) {
            throw rejected(List.of("Invalid Resource Record: 'FATAL problem: CharacterStringTooLong (Value is too long)"
                    + " encountered with '" + set.values().get(0) + "''"));
        }
    }

    private static boolean hasLongString(String value) {
        return Stream.of(value.split("\"", -1)).anyMatch(string -> string.length() > LONGEST_STRING);
    }

    private static void checkName(List<RecordSet> sets, List<String> problems) {
        Set<String> types = sets.stream().map(RecordSet::type).collect(Collectors.toSet());
        if (types.contains("CNAME") && types.size() > 1) {
            problems.add("RRSet of type CNAME with DNS name " + sets.get(0).name()
                    + ". is not permitted as it conflicts with other records with the same DNS name");
        }
    }

    private static void checkGroup(List<RecordSet> group, List<String> problems) {
        String which = named(group.get(0));
        if (group.stream().map(RecordSet::routing).distinct().count() > 1) {
            problems.add("RRSet " + which + " cannot mix routing policies");
        }
        if (group.stream()
                        .filter(set -> set.alias().isEmpty())
                        .map(RecordSet::ttl)
                        .distinct()
                        .count()
                > 1) {
            problems.add("RRSet " + which + " has records with different TTLs");
        }
        List<String> roles =
                group.stream().flatMap(set -> set.failover().stream()).toList();
        if (roles.stream().distinct().count() < roles.size()) {
            problems.add("RRSet " + which + " has two records of one failover role");
        }
        boolean primaryUnchecked = group.stream()
                .anyMatch(set -> Objects.equals(set.failover().orElse(""), "PRIMARY")
                        && set.alias().isEmpty()
                        && set.healthCheck().isEmpty());
        if (primaryUnchecked) {
            problems.add("RRSet " + which + " has a PRIMARY without a health check");
        }
    }

    private static String named(RecordSet set) {
        return "[name='" + set.name() + ".', type='" + set.type() + "'"
                + set.setIdentifier().map(id -> ", set-identifier='" + id + "'").orElse("") + "]";
    }

    private static AwsError rejected(List<String> problems) {
        return AwsError.sender(400, "InvalidChangeBatch", "[" + String.join(", ", problems) + "]");
    }
}
