package dev.bluegreen.testkit.aws.internal.route53;

import dev.bluegreen.testkit.aws.internal.route53.DnsMessage.Answer;
import dev.bluegreen.testkit.aws.internal.route53.DnsMessage.Question;
import dev.bluegreen.testkit.internal.loopback.LoopbackDatagrams;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Answers queries from what has reached the name servers, by weight and health as Route 53 does. Thread-safe. */
public final class NameServer implements AutoCloseable {

    private static final int LONGEST_CHAIN = 8;
    private static final long HOST_TTL = 60;
    private static final int MOST_VALUES = 8;

    private final Zones zones;
    private final Map<String, String> hosts = new ConcurrentHashMap<>();
    private final Random random = new Random(1);
    private final LoopbackDatagrams socket;

    /** Listens from now on. */
    public NameServer(Zones zones) {
        this.zones = zones;
        this.socket = LoopbackDatagrams.start(this::answer);
    }

    /** Where it listens, UDP. */
    public InetSocketAddress address() {
        return socket.address();
    }

    /** Has a name outside all zones, such as that of a load balancer, resolve to an address. */
    public void host(String name, String address) {
        hosts.put(RecordSet.normalized(name), address);
    }

    @Override
    public void close() {
        socket.close();
    }

    private Optional<byte[]> answer(byte[] message) {
        try {
            return Question.parse(message).map(question -> {
                List<Answer> answers = answers(question.name(), question.type());
                return DnsMessage.reply(question, answers, !answers.isEmpty() || exists(question.name()));
            });
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean exists(String name) {
        return hosts.containsKey(name)
                || zones.served().stream().anyMatch(set -> set.name().equals(owner(name)));
    }

    private List<Answer> answers(String name, String type) {
        List<Answer> answers = new ArrayList<>();
        String next = name;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Optional<RecordSet> alias = type.equals("CNAME") ? Optional.empty() : chosen(next, "CNAME");
            if (alias.isEmpty()) {
                answers.addAll(ends(next, type));
                return answers;
            }
            String target = RecordSet.normalized(alias.get().values().get(0));
            answers.add(new Answer(next, "CNAME", alias.get().ttl(), target));
            next = target;
        }
        return answers;
    }

    private List<Answer> ends(String name, String type) {
        String host = hosts.get(name);
        if (host != null && type.equals("A")) {
            return List.of(new Answer(name, type, HOST_TTL, host));
        }
        return chosen(name, type).stream()
                .flatMap(set -> set.isMultiValue() ? several(name, type) : Stream.of(set))
                .flatMap(set -> ends(name, type, set).stream())
                .toList();
    }

    /** Up to eight healthy ones (Route 53 guide, multivalue answer routing). */
    private Stream<RecordSet> several(String name, String type) {
        List<RecordSet> group = zones.served().stream()
                .filter(set -> set.name().equals(owner(name)) && set.type().equals(type))
                .toList();
        List<RecordSet> healthy = group.stream().filter(zones::isHealthy).toList();
        return (healthy.isEmpty() ? group : healthy).stream().limit(MOST_VALUES);
    }

    private List<Answer> ends(String name, String type, RecordSet set) {
        Optional<String> alias = set.aliasName();
        if (alias.isPresent()) {
            return ends(alias.get(), type).stream()
                    .map(end -> new Answer(name, type, end.ttl(), end.value()))
                    .toList();
        }
        return set.values().stream()
                .map(value -> new Answer(name, type, set.ttl(), value))
                .toList();
    }

    /**
     * The name whose records answer for a name: itself, or of one that has no records the wildcard above it (Route 53 guide,
     * using an asterisk in names).
     */
    private String owner(String name) {
        if (zones.served().stream().anyMatch(set -> isAtOrBelow(set.name(), name))) {
            return name;
        }
        String parent = name;
        while (parent.contains(".")) {
            parent = parent.substring(parent.indexOf('.') + 1);
            String above = parent;
            String wildcard = "*." + parent;
            if (zones.served().stream().anyMatch(set -> set.name().equals(wildcard))) {
                return wildcard;
            }
            if (zones.served().stream().anyMatch(set -> isAtOrBelow(set.name(), above))) {
                return name;
            }
        }
        return name;
    }

    private static boolean isAtOrBelow(String one, String name) {
        return one.equals(name) || one.endsWith("." + name);
    }

    /** The record that answers this time. */
    private Optional<RecordSet> chosen(String name, String type) {
        String owner = owner(name);
        List<RecordSet> group = zones.served().stream()
                .filter(set -> set.name().equals(owner) && set.type().equals(type))
                .toList();
        List<RecordSet> healthy = group.stream().filter(zones::isHealthy).toList();
        if (group.stream().anyMatch(set -> set.failover().isPresent())) {
            return role(healthy, "PRIMARY").or(() -> role(healthy, "SECONDARY")).or(() -> role(group, "PRIMARY"));
        }
        List<RecordSet> able = healthy.isEmpty() ? group : healthy;
        List<RecordSet> weighted =
                able.stream().filter(set -> set.weight().orElse(1) > 0).toList();
        return weighted.isEmpty()
                ? drawn(able, set -> 1)
                : drawn(weighted, set -> set.weight().orElse(1));
    }

    private static Optional<RecordSet> role(List<RecordSet> sets, String role) {
        return sets.stream()
                .filter(set -> set.failover().filter(role::equals).isPresent())
                .findFirst();
    }

    private Optional<RecordSet> drawn(List<RecordSet> sets, ToIntFunction<RecordSet> weight) {
        int sum = sets.stream().mapToInt(weight).sum();
        int at = sum == 0 ? 0 : random.nextInt(sum);
        for (RecordSet set : sets) {
            at -= weight.applyAsInt(set);
            if (at < 0) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }
}
