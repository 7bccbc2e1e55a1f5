package dev.bluegreen.fabric8.internal.template;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ConfigMaps and Secrets that the pods of a template read: by the place where each is used, such as {@code volume tls}. */
public final class ConfigReferences {

    private ConfigReferences() {}

    public static Map<String, ConfigObject> of(PodSpec pod) {
        Map<String, ConfigObject> references = new TreeMap<>();
        Stream<Container> containers = Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream());
        Stream.concat(
                        containers.flatMap(ConfigReferences::ofContainer),
                        pod.getVolumes().stream().flatMap(ConfigReferences::ofVolume))
                .forEach(reference -> references.put(reference.getKey(), reference.getValue()));
        return references;
    }

    private static Stream<Map.Entry<String, ConfigObject>> ofContainer(Container container) {
        String place = "container " + container.getName();
        Stream<Map.Entry<String, ConfigObject>> whole = IntStream.range(
                        0, container.getEnvFrom().size())
                .boxed()
                .flatMap(index -> ofEnvFrom(
                        place + " envFrom " + index, container.getEnvFrom().get(index)));
        return Stream.concat(whole, container.getEnv().stream().flatMap(variable -> ofEnv(place, variable)));
    }

    private static Stream<Map.Entry<String, ConfigObject>> ofEnvFrom(String place, EnvFromSource source) {
        return at(
                place,
                name(source.getConfigMapRef(), ConfigMapEnvSource::getName),
                name(source.getSecretRef(), SecretEnvSource::getName));
    }

    private static Stream<Map.Entry<String, ConfigObject>> ofEnv(String place, EnvVar variable) {
        return Stream.ofNullable(variable.getValueFrom())
                .flatMap(source -> at(
                        place + " env " + variable.getName(),
                        name(source.getConfigMapKeyRef(), ConfigMapKeySelector::getName),
                        name(source.getSecretKeyRef(), SecretKeySelector::getName)));
    }

    private static Stream<Map.Entry<String, ConfigObject>> ofVolume(Volume volume) {
        String place = "volume " + volume.getName();
        Stream<Map.Entry<String, ConfigObject>> direct = at(
                place,
                name(volume.getConfigMap(), ConfigMapVolumeSource::getName),
                name(volume.getSecret(), SecretVolumeSource::getSecretName));
        Stream<Map.Entry<String, ConfigObject>> projected = Stream.ofNullable(volume.getProjected())
                .flatMap(sources -> IntStream.range(0, sources.getSources().size())
                        .boxed()
                        .flatMap(index -> ofProjection(
                                place + " source " + index, sources.getSources().get(index))));
        return Stream.concat(direct, projected);
    }

    private static Stream<Map.Entry<String, ConfigObject>> ofProjection(String place, VolumeProjection source) {
        return at(
                place,
                name(source.getConfigMap(), ConfigMapProjection::getName),
                name(source.getSecret(), SecretProjection::getName));
    }

    private static Stream<Map.Entry<String, ConfigObject>> at(
            String place, Optional<String> configMap, Optional<String> secret) {
        return Stream.concat(
                configMap.map(name -> Map.entry(place, new ConfigObject("ConfigMap", name))).stream(),
                secret.map(name -> Map.entry(place, new ConfigObject("Secret", name))).stream());
    }

    private static <T> Optional<String> name(@Nullable T source, Function<T, @Nullable String> name) {
        return Optional.ofNullable(source).map(name);
    }
}
