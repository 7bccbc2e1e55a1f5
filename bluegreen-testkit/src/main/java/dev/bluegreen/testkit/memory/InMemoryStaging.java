package dev.bluegreen.testkit.memory;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Autoscaler;
import dev.bluegreen.spi.ContainerChanges;
import dev.bluegreen.spi.StageChanges;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import dev.bluegreen.testkit.memory.InMemoryWorkloads.Stack;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Staging of a workload, which has one unnamed container whose only changeable property is the image.
 *
 * @param name name of the workload
 * @param expected the workload as read
 * @param next the workload to write
 */
record InMemoryStaging(InMemoryWorkloads workloads, Bus bus, String name, Optional<Stack> expected, Stack next)
        implements Staging {

    static Staging of(InMemoryWorkloads workloads, Bus bus, StageRequest request) {
        Stack source = workloads.require(
                InMemoryWorkloads.name(request.release(), request.track().other()));
        String name = InMemoryWorkloads.name(request.release(), request.track());
        Optional<InMemoryManifest> manifest = request.manifest().map(InMemoryManifest::parse);
        int asked = manifest.flatMap(InMemoryManifest::replicas).orElse(1);
        int pods = request.replicas().orElse(Math.max(asked, source.desired()));
        String given = manifest.map(InMemoryManifest::image).orElse(source.image());
        String image = changes(request).image().orElse(given);
        return new InMemoryStaging(workloads, bus, name, workloads.find(name), new Stack(image, pods, pods, 0));
    }

    private static ContainerChanges changes(StageRequest request) {
        var containers = request.changes().containers();
        if (!Set.of(StageChanges.ONLY).containsAll(containers.keySet())) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "container: the workload has one unnamed container, not " + containers.keySet() + "; leave it out");
        }
        return containers.getOrDefault(StageChanges.ONLY, ContainerChanges.NONE);
    }

    @Override
    public String describe() {
        return (expected.isEmpty() ? "create " : "change ") + name + ": " + next.image() + ", " + next.desired()
                + " pods";
    }

    @Override
    public int pods() {
        return next.desired();
    }

    @Override
    public Staging withPods(int pods) {
        return new InMemoryStaging(workloads, bus, name, expected, new Stack(next.image(), pods, pods, 0));
    }

    @Override
    public Optional<Autoscaler> autoscaler() {
        return workloads.autoscaler(name);
    }

    @Override
    public List<String> apply() {
        return bus.call("stage workload/" + name, () -> {
            workloads.replace(name, expected, next);
            return List.of();
        });
    }
}
