package dev.bluegreen.spi.memory;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stacks as plain numbers: so many pods asked for, so many ready. */
final class InMemoryWorkloads implements Workloads {

    private final Bus bus;
    private final Map<String, Stack> stacks = new TreeMap<>();

    InMemoryWorkloads(Bus bus) {
        this.bus = bus;
    }

    private record Stack(String image, int desired, int ready) {}

    void deploy(String name, String image, int pods) {
        put(name, new Stack(image, pods, pods));
    }

    void setReady(String name, int ready) {
        Stack stack = require(name);
        put(name, new Stack(stack.image(), Math.max(stack.desired(), ready), ready));
    }

    synchronized int ready(String name) {
        return require(name).ready();
    }

    @Override
    public World read(ReleaseSpec release) {
        return bus.call("read workloads/" + release.name(), () -> world(release));
    }

    @Override
    public World refresh(World world) {
        return world(world.release());
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        return bus.watch(onChange);
    }

    @Override
    public void scale(Workload workload, int pods) {
        bus.call("scale workload/" + workload.name(), () -> {
            put(workload.name(), new Stack(require(workload.name()).image(), pods, pods));
            return pods;
        });
    }

    private World world(ReleaseSpec release) {
        return new World(release, workload(release, Track.BLUE), workload(release, Track.GREEN));
    }

    private synchronized Workload workload(ReleaseSpec release, Track track) {
        String name = release.workload(track).orElse(InMemoryPlatform.workloadName(release.name(), track));
        Stack stack = require(name);
        Map<String, String> selector = release.labels().selector(track);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < stack.desired(); i++) {
            pods.add(new Pod(name + "-" + i, name + "-" + i, selector, i < stack.ready(), false, false));
        }
        Optional<String> rollout = stack.ready() < stack.desired()
                ? Optional.of(stack.ready() + " of " + stack.desired() + " pods available")
                : Optional.empty();
        return new Workload(track, name, selector, List.of(stack.image()), stack.desired(), rollout, List.of(), pods);
    }

    private synchronized Stack require(String name) {
        Stack stack = stacks.get(name);
        if (stack == null) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "workload: '" + name + "' was not deployed; there is " + stacks.keySet());
        }
        return stack;
    }

    private void put(String name, Stack stack) {
        synchronized (this) {
            stacks.put(name, stack);
        }
        bus.changed();
    }
}
