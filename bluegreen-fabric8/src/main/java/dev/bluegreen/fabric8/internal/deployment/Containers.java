package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.ContainerChanges;
import dev.bluegreen.spi.StageChanges;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Changes to the containers of a Deployment. */
final class Containers {

    private Containers() {}

    static List<String> images(Deployment deployment) {
        return pod(deployment).getContainers().stream().map(Container::getImage).toList();
    }

    /** Names and images, nothing else. */
    static List<Container> bare(Deployment deployment) {
        return pod(deployment).getContainers().stream()
                .map(one -> new ContainerBuilder()
                        .withName(one.getName())
                        .withImage(one.getImage())
                        .build())
                .toList();
    }

    /** @throws PlatformException with {@code INVALID} when there is no such container */
    static Deployment change(Deployment deployment, StageChanges changes) {
        Deployment changed = deployment;
        for (Map.Entry<String, ContainerChanges> entry : new TreeMap<>(changes.containers()).entrySet()) {
            String name = named(deployment, entry.getKey());
            changed = new DeploymentBuilder(changed)
                    .accept(ContainerBuilder.class, container -> change(container, name, entry.getValue()))
                    .build();
        }
        return changed;
    }

    private static String named(Deployment deployment, String requested) {
        List<String> names = all(deployment).map(Container::getName).toList();
        boolean only = requested.equals(StageChanges.ONLY)
                && pod(deployment).getContainers().size() == 1;
        if (!only && !names.contains(requested)) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "container: " + (requested.isEmpty() ? "not named" : "'" + requested + "' does not exist")
                            + "; Deployment "
                            + deployment.getMetadata().getName() + " has " + names
                            + ": name one with .container(...)");
        }
        return only ? pod(deployment).getContainers().get(0).getName() : requested;
    }

    private static void change(ContainerBuilder container, String name, ContainerChanges changes) {
        if (!name.equals(container.getName())) {
            return;
        }
        changes.image().ifPresent(container::withImage);
        new TreeMap<>(changes.env()).forEach((key, value) -> {
            container.removeMatchingFromEnv(variable -> key.equals(variable.getName()));
            container.addNewEnv().withName(key).withValue(value).endEnv();
        });
        if (!changes.requests().isEmpty() || !changes.limits().isEmpty()) {
            container
                    .editOrNewResources()
                    .addToRequests(quantities(changes.requests()))
                    .addToLimits(quantities(changes.limits()))
                    .endResources();
        }
    }

    private static Map<String, Quantity> quantities(Map<String, String> texts) {
        Map<String, Quantity> quantities = new TreeMap<>();
        texts.forEach((resource, text) -> quantities.put(resource, Quantity.parse(text)));
        return quantities;
    }

    private static Stream<Container> all(Deployment deployment) {
        return Stream.of(pod(deployment).getInitContainers(), pod(deployment).getContainers())
                .flatMap(Fields::each);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }
}
