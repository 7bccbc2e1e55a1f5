package dev.bluegreen.testkit.memory;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Autoscaler;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import dev.bluegreen.spi.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Workloads as numbers of requested and ready pods. */
final class InMemoryWorkloads implements Workloads {

    private final Bus bus;
    private final Map<String, Stack> stacks = new TreeMap<>();
    private final InMemoryAutoscalers autoscalers = new InMemoryAutoscalers();
    private final Map<String, Map<String, Integer>> ports = new TreeMap<>();
    private final Set<String> forbidden = new TreeSet<>();
    private long version;

    InMemoryWorkloads(Bus bus) {
        this.bus = bus;
    }

    /** State of a workload. */
    record Stack(String image, int desired, int ready, long version) {}

    void deploy(String name, String image, int pods) {
        put(name, image, pods, pods);
    }

    void setReady(String name, int ready) {
        Stack stack = require(name);
        put(name, stack.image(), Math.max(stack.desired(), ready), ready);
    }

    synchronized void declare(String name, String port, int number) {
        ports.computeIfAbsent(name, any -> new TreeMap<>()).put(port, number);
    }

    /** The number of ready pods; 0 if the workload does not exist. */
    synchronized int endpoints(String name) {
        return find(name).map(Stack::ready).orElse(0);
    }

    void undeploy(String name) {
        synchronized (this) {
            stacks.remove(name);
        }
        bus.changed();
    }

    synchronized void forbid(String name) {
        forbidden.add(name);
    }

    synchronized void allow(String name) {
        forbidden.remove(name);
    }

    @Override
    public World read(ReleaseSpec release) {
        return bus.call("read workloads/" + release.name(), () -> {
            Stream.of(Track.values()).forEach(track -> requireAllowed(name(release, track)));
            return world(release);
        });
    }

    @Override
    public World survey(ReleaseSpec release) {
        return bus.call("read workloads/" + release.name(), () -> {
            Stream.of(Track.values()).forEach(track -> requireAllowed(name(release, track)));
            if (Stream.of(Track.values())
                    .noneMatch(track -> find(name(release, track)).isPresent())) {
                require(name(release, Track.BLUE));
            }
            return known(release);
        });
    }

    @Override
    public World readable(ReleaseSpec release) {
        return bus.call("read workloads/" + release.name(), () -> {
            World found = new World(release, readable(release, Track.BLUE), readable(release, Track.GREEN));
            return found.blue().isNone() && found.green().isNone() ? world(release) : found;
        });
    }

    private Workload readable(ReleaseSpec release, Track track) {
        try {
            requireAllowed(name(release, track));
            return workload(release, track);
        } catch (PlatformException e) {
            return Workload.none(track, name(release, track), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public World refresh(World world) {
        return bus.unseenSince().map(world::unseen).orElseGet(() -> known(world.release()));
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return bus.watch(onChange);
    }

    @Override
    public List<String> problems(StageRequest request) {
        try {
            Optional<InMemoryManifest> unused = request.manifest().map(InMemoryManifest::parse);
            return List.of();
        } catch (PlatformException invalid) {
            return List.of(invalid.getMessage());
        }
    }

    @Override
    public Staging stage(StageRequest request) {
        return bus.call("read workloads/" + request.release().name(), () -> InMemoryStaging.of(this, bus, request));
    }

    @Override
    public List<String> diagnose(Workload workload) {
        return bus.call(
                "diagnose workload/" + workload.name(),
                () -> workload.rollout().stream().toList());
    }

    @Override
    public void scale(Workload workload, int pods) {
        bus.call("scale workload/" + workload.name(), () -> {
            int bounded = autoscalers.bounded(workload.name(), pods);
            return compareAndSet(workload, bounded, bounded);
        });
    }

    @Override
    public void delete(Workload workload) {
        bus.call("delete workload/" + workload.name(), () -> deleted(workload));
    }

    @Override
    public Optional<Autoscaler> autoscaler(Workload workload) {
        return autoscaler(workload.name());
    }

    Optional<Autoscaler> autoscaler(String workload) {
        return bus.call("read autoscaler of workload/" + workload, () -> autoscalers.of(workload));
    }

    @Override
    public void pin(Autoscaler autoscaler, int min, long token, String attempt) {
        bus.call("pin " + autoscaler.name(), () -> pinned(autoscaler, min));
    }

    void autoscale(String workload, int min, int max) {
        autoscalers.put(workload, min, max);
    }

    int minimum(String workload) {
        return autoscalers.of(workload).map(Autoscaler::min).orElse(0);
    }

    private Stack deleted(Workload before) {
        Stack stack;
        synchronized (this) {
            stack = requireVersion(before);
            stacks.remove(before.name());
        }
        bus.changed();
        return stack;
    }

    private String pinned(Autoscaler before, int min) {
        String workload = autoscalers.compareAndSet(before, min);
        find(workload).ifPresent(stack -> {
            int pods = autoscalers.bounded(workload, stack.desired());
            if (pods != stack.desired()) {
                put(workload, stack.image(), pods, pods);
            }
        });
        return workload;
    }

    @Override
    public void fence(Workload workload, long token, String attempt) {
        bus.call(
                "fence workload/" + workload.name(),
                () -> compareAndSet(workload, workload.desired(), workload.ready()));
    }

    private Stack compareAndSet(Workload before, int desired, int ready) {
        Stack stack;
        synchronized (this) {
            stack = next(before.name(), requireVersion(before).image(), desired, ready);
        }
        bus.changed();
        return stack;
    }

    private synchronized Stack requireVersion(Workload before) {
        Stack now = require(before.name());
        if (!Long.toString(now.version()).equals(before.version())) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    "workload/" + before.name() + " is at version " + now.version() + ", not " + before.version());
        }
        return now;
    }

    /** Replaces or creates a workload by compare-and-set. */
    void replace(String name, Optional<Stack> expected, Stack next) {
        synchronized (this) {
            if (!find(name).equals(expected)) {
                throw new PlatformException(
                        PlatformException.Kind.CONFLICT, "workload: '" + name + "' has changed since it was read");
            }
            next(name, next.image(), next.desired(), next.ready());
        }
        bus.changed();
    }

    synchronized Optional<Stack> find(String name) {
        return Optional.ofNullable(stacks.get(name));
    }

    static String name(ReleaseSpec release, Track track) {
        return release.workload(track).orElse(InMemoryPlatform.workloadName(release.name(), track));
    }

    private World known(ReleaseSpec release) {
        return new World(release, workloadOrNone(release, Track.BLUE), workloadOrNone(release, Track.GREEN));
    }

    private Workload workloadOrNone(ReleaseSpec release, Track track) {
        return find(name(release, track)).isPresent() ? workload(release, track) : Workload.none(track);
    }

    private World world(ReleaseSpec release) {
        return new World(release, workload(release, Track.BLUE), workload(release, Track.GREEN));
    }

    private synchronized Workload workload(ReleaseSpec release, Track track) {
        String name = name(release, track);
        Stack stack = require(name);
        Map<String, String> selector = release.labels().selector(track);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < stack.desired(); i++) {
            pods.add(Pod.builder(name + "-" + i, name + "-" + i)
                    .labels(selector)
                    .ready(i < stack.ready())
                    .digests(Set.of(name + "@" + stack.image()))
                    .build());
        }
        Optional<String> rollout = stack.ready() < stack.desired()
                ? Optional.of(stack.ready() + " of " + stack.desired() + " pods available")
                : Optional.empty();
        return Workload.builder(track, name)
                .selector(selector)
                .images(List.of(stack.image()))
                .desired(stack.desired())
                .rollout(rollout)
                .ports(ports.getOrDefault(name, Map.of()))
                .pods(pods)
                .version(Long.toString(stack.version()))
                .template(stack.image())
                .build();
    }

    private synchronized void requireAllowed(String name) {
        if (forbidden.contains(name)) {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not get workload/" + name);
        }
    }

    synchronized Stack require(String name) {
        Stack stack = stacks.get(name);
        if (stack == null) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "workload: '" + name + "' does not exist; the workloads are " + stacks.keySet());
        }
        return stack;
    }

    private void put(String name, String image, int desired, int ready) {
        next(name, image, desired, ready);
        bus.changed();
    }

    private synchronized Stack next(String name, String image, int desired, int ready) {
        version++;
        Stack stack = new Stack(image, desired, ready, version);
        stacks.put(name, stack);
        return stack;
    }
}
