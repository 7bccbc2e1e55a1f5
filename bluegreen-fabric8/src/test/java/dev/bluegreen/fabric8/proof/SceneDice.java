package dev.bluegreen.fabric8.proof;

import dev.bluegreen.fabric8.proof.ProofScene.Declared;
import dev.bluegreen.fabric8.proof.ProofScene.Keeper;
import dev.bluegreen.fabric8.proof.ProofScene.Pods;
import dev.bluegreen.fabric8.proof.ProofScene.Port;
import dev.bluegreen.fabric8.proof.ProofScene.Slice;
import dev.bluegreen.fabric8.proof.ProofScene.State;
import dev.bluegreen.fabric8.proof.ProofScene.Stranger;
import dev.bluegreen.fabric8.proof.ProofScene.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws a scene from a seed. */
final class SceneDice {

    private static final List<String> NAMES = List.of("http", "grpc", "dns");
    private static final int FIRST_TARGET = 8080;
    private static final int MOVED = 1000;
    /** Differ from all that the Service asks for. */
    private static final int OTHER_PORTS = 7000;

    private final Random dice;
    private final boolean ipv6;

    private SceneDice(long seed, boolean ipv6) {
        // Seeds that follow each other give first numbers that follow each other.
        this.dice = new Random(seed * 0x9E3779B97F4A7C15L);
        this.ipv6 = ipv6;
    }

    /** @param ipv6 true if this machine has {@code ::1} */
    static ProofScene draw(long seed, boolean ipv6) {
        return new SceneDice(seed, ipv6).scene();
    }

    private ProofScene scene() {
        List<Port> ports = ports();
        List<String> families =
                ipv6 && chance(0.3) ? pick(ProofScene.BOTH, ProofScene.BOTH, ProofScene.IPV6) : ProofScene.IPV4;
        boolean publishesNotReady = chance(0.12);
        boolean headless = chance(0.12);
        Pods blue = blue(ports, families);
        Pods green = green(ports, families);
        return new ProofScene(
                ports,
                families,
                headless,
                publishesNotReady,
                blue,
                green,
                IntStream.range(0, chance(0.35) ? 1 + dice.nextInt(2) : 0)
                        .mapToObj(i -> stranger(ports))
                        .toList(),
                IntStream.range(0, chance(0.3) ? 1 + dice.nextInt(2) : 0)
                        .mapToObj(i -> slice(ports, families, headless, blue, green))
                        .toList());
    }

    private List<Port> ports() {
        int number = pick(1, 1, 2, 3);
        boolean unnamed = number == 1 && chance(0.4);
        return IntStream.range(0, number)
                .mapToObj(i -> new Port(
                        unnamed ? "" : NAMES.get(i),
                        80 + i,
                        chance(0.2) ? "UDP" : "TCP",
                        chance(0.3) ? "" : NAMES.get(i),
                        FIRST_TARGET + i))
                .toList();
    }

    private Pods blue(List<Port> ports, List<String> families) {
        State state = chance(0.85)
                ? State.READY
                : pick(State.NEVER_READY, State.ONE_TERMINATING, State.GATE_OPENED, State.GATED);
        return new Pods(replicas(0.05), state, podFamilies(families, 0.1), declared(ports, 0.08));
    }

    private Pods green(List<Port> ports, List<String> families) {
        State state = chance(0.8)
                ? State.READY
                : pick(
                        State.NEVER_READY,
                        State.GATED,
                        State.GATE_OPENED,
                        State.GATE_OPENED,
                        State.PAUSED,
                        State.PAUSED_LATER,
                        State.ONE_TERMINATING,
                        State.ONE_TERMINATING);
        return new Pods(replicas(0), state, podFamilies(families, 0.3), declared(ports, 0.16));
    }

    private int replicas(double none) {
        return chance(none) ? 0 : pick(1, 2, 2, 3);
    }

    private List<String> podFamilies(List<String> wanted, double other) {
        if (!ipv6 || !chance(other)) {
            return ProofScene.BOTH;
        }
        return pick(wanted, ProofScene.IPV4, ProofScene.IPV4, ProofScene.IPV6);
    }

    /**
     * Numbers are declared as they are asked for, or nothing is at all, which leads to a process that listens on every port:
     * whether one that declares others listens on that one, nobody could know.
     */
    private List<Declared> declared(List<Port> ports, double wrong) {
        List<Declared> declared = new ArrayList<>();
        if (ports.stream().allMatch(Port::isNumeric) && chance(0.4)) {
            return declared;
        }
        for (Port port : ports) {
            if (port.isNumeric()) {
                declared.add(new Declared("", port.number(), port.protocol(), false));
            } else if (!chance(wrong)) {
                declared.add(named(port));
            } else {
                spoiled(port).forEach(declared::add);
            }
        }
        return declared;
    }

    private Declared named(Port port) {
        int number = chance(0.2) ? port.number() + MOVED : port.number();
        return new Declared(port.target(), number, port.protocol(), chance(0.15));
    }

    private List<Declared> spoiled(Port port) {
        return switch (dice.nextInt(3)) {
            case 0 -> List.of(new Declared("web" + port.port(), port.number(), port.protocol(), false));
            case 1 -> List.of(new Declared(port.target(), port.number(), other(port.protocol()), false));
            default -> List.of(new Declared("", OTHER_PORTS + port.port(), "TCP", false));
        };
    }

    private static String other(String protocol) {
        return protocol.equals("TCP") ? "UDP" : "TCP";
    }

    private Stranger stranger(List<Port> ports) {
        Keeper keeper = Keeper.values()[dice.nextInt(Keeper.values().length)];
        String track = pick("green", "green", "blue", "");
        return new Stranger(keeper, track, chance(0.6), declared(ports, 0.4));
    }

    /**
     * It leads to where the pods listen for that port, if they do. Of a headless Service clients are given addresses of
     * families that it does not have, too: with a port that answers, or nobody could know who is there.
     */
    private Slice slice(List<Port> ports, List<String> families, boolean headless, Pods blue, Pods green) {
        Port port = ports.get(dice.nextInt(ports.size()));
        boolean fits = chance(0.55);
        Target target = pick(Target.BLUE, Target.BLUE, Target.GREEN, Target.GREEN, Target.OUTSIDER);
        OptionalInt number = switch (target) {
            case BLUE -> blue.leads(port);
            case GREEN -> green.leads(port);
            case OUTSIDER -> OptionalInt.empty();
        };
        return new Slice(
                number.isPresent() ? target : Target.OUTSIDER,
                fits ? port.name() : pick("left", "metrics", port.name()),
                number.orElse(port.number()),
                fits ? port.protocol() : pick(port.protocol(), other(port.protocol())),
                ipv6 && (fits || !headless) && chance(0.2) ? pick("IPv4", "IPv6") : families.get(0),
                chance(0.75));
    }

    private boolean chance(double share) {
        return dice.nextDouble() < share;
    }

    @SafeVarargs
    private <T> T pick(T... from) {
        return from[dice.nextInt(from.length)];
    }
}
