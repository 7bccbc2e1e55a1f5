package dev.bluegreen.fabric8.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A Service on BLUE, two tracks, and what else there is in their namespace.
 *
 * @param ports of the Service, at least one
 * @param families of the Service
 * @param publishesNotReady true if it publishes addresses that are not ready
 */
record ProofScene(
        List<Port> ports,
        List<String> families,
        boolean headless,
        boolean publishesNotReady,
        Pods blue,
        Pods green,
        List<Stranger> strangers,
        List<Slice> slices) {

    static final List<String> IPV4 = List.of("IPv4");
    static final List<String> IPV6 = List.of("IPv6");
    static final List<String> BOTH = List.of("IPv4", "IPv6");

    /**
     * A port of the Service.
     *
     * @param name empty if it has none
     * @param target the name of its target port; empty if that is a number
     * @param number of the target port if it has no name
     */
    record Port(String name, int port, String protocol, String target, int number) {

        boolean isNumeric() {
            return target.isEmpty();
        }
    }

    /** A port that a container declares. */
    record Declared(String name, int number, String protocol, boolean bySidecar) {}

    /** How the pods of a track are. */
    enum State {
        READY,
        NEVER_READY,
        /** They have a readiness gate that nobody opens. */
        GATED,
        /** They have a readiness gate that somebody has opened. */
        GATE_OPENED,
        /** Their Deployment was paused before it made any. */
        PAUSED,
        /** Their Deployment was paused when all of them were ready. */
        PAUSED_LATER,
        /** One of them is being deleted and goes on serving; another one has taken its place. */
        ONE_TERMINATING
    }

    /** The pods of a track. */
    record Pods(int replicas, State state, List<String> families, List<Declared> ports) {

        /** Where a port of the Service leads in these pods; empty if nowhere. */
        OptionalInt leads(Port port) {
            return port.isNumeric()
                    ? OptionalInt.of(port.number())
                    : ports.stream()
                            .filter(declared -> declared.name().equals(port.target())
                                    && declared.protocol().equals(port.protocol()))
                            .mapToInt(Declared::number)
                            .findFirst();
        }

        Pods replicas(int other) {
            return new Pods(other, state, families, ports);
        }

        Pods state(State other) {
            return new Pods(replicas, other, families, ports);
        }

        Pods families(List<String> other) {
            return new Pods(replicas, state, other, ports);
        }

        Pods ports(List<Declared> other) {
            return new Pods(replicas, state, families, other);
        }
    }

    /** What keeps pods that are of no track. */
    enum Keeper {
        NOBODY,
        JOB,
        ENDED_JOB,
        DEPLOYMENT,
        /** A Deployment whose own selector takes the pods of both tracks, too. */
        OVERLAPPING_DEPLOYMENT
    }

    /**
     * A pod of somebody else.
     *
     * @param track the value of its label, as if it were of that track; empty for no such label
     */
    record Stranger(Keeper keeper, String track, boolean ready, List<Declared> ports) {}

    /** Whom a slice of another manager leads to. */
    enum Target {
        BLUE,
        GREEN,
        /** A pod that has nothing to do with the release. */
        OUTSIDER
    }

    /**
     * A slice of another manager.
     *
     * @param ready what it says of its endpoint
     */
    record Slice(Target target, String portName, int number, String protocol, String family, boolean ready) {}

    ProofScene ports(List<Port> other) {
        return new ProofScene(other, families, headless, publishesNotReady, blue, green, strangers, slices);
    }

    ProofScene families(List<String> other) {
        return new ProofScene(ports, other, headless, publishesNotReady, blue, green, strangers, slices);
    }

    ProofScene withAddress() {
        return new ProofScene(ports, families, false, publishesNotReady, blue, green, strangers, slices);
    }

    ProofScene readyOnly() {
        return new ProofScene(ports, families, headless, false, blue, green, strangers, slices);
    }

    ProofScene blue(UnaryOperator<Pods> change) {
        return new ProofScene(
                ports, families, headless, publishesNotReady, change.apply(blue), green, strangers, slices);
    }

    ProofScene green(UnaryOperator<Pods> change) {
        return new ProofScene(
                ports, families, headless, publishesNotReady, blue, change.apply(green), strangers, slices);
    }

    ProofScene strangers(List<Stranger> other) {
        return new ProofScene(ports, families, headless, publishesNotReady, blue, green, other, slices);
    }

    ProofScene slices(List<Slice> other) {
        return new ProofScene(ports, families, headless, publishesNotReady, blue, green, strangers, other);
    }

    static <T> List<T> without(List<T> list, int index) {
        List<T> shorter = new ArrayList<>(list);
        shorter.remove(index);
        return shorter;
    }
}
