package dev.bluegreen.spi;

import dev.bluegreen.model.Input;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes to one container.
 *
 * @param image its image; empty to keep it
 * @param env environment variables to set, by name; values may be secret and are in no text
 * @param requests resource requests, by resource
 * @param limits resource limits, by resource
 */
public record ContainerChanges(
        Optional<String> image, Map<String, String> env, Map<String, String> requests, Map<String, String> limits) {

    /** Changes nothing. */
    public static final ContainerChanges NONE = new ContainerChanges(Optional.empty(), Map.of(), Map.of(), Map.of());

    /** Copies the maps. */
    public ContainerChanges {
        Input.given("image", image, "give one, or Optional.empty() to leave it as it is");
        env = Map.copyOf(Input.given("env", env, "give a map, empty for none"));
        requests = Map.copyOf(Input.given("request", requests, "give a map, empty for none"));
        limits = Map.copyOf(Input.given("limit", limits, "give a map, empty for none"));
    }

    /**
     * A copy with an image.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public ContainerChanges withImage(String value) {
        return new ContainerChanges(
                Optional.of(Input.given("image", value, "give registry/name:tag")), env, requests, limits);
    }

    /** A copy with an environment variable. */
    public ContainerChanges withEnv(String name, String value) {
        return new ContainerChanges(image, with("env", env, name, value), requests, limits);
    }

    /** A copy with a resource request. */
    public ContainerChanges withRequest(String resource, String quantity) {
        return new ContainerChanges(image, env, with("request", requests, resource, quantity), limits);
    }

    /** A copy with a resource limit. */
    public ContainerChanges withLimit(String resource, String quantity) {
        return new ContainerChanges(image, env, requests, with("limit", limits, resource, quantity));
    }

    private static Map<String, String> with(String field, Map<String, String> map, String key, String value) {
        Input.given(field, key, "give its name");
        Input.given(field + "." + key, value, "give its value");
        Map<String, String> changed = new TreeMap<>(map);
        changed.put(key, value);
        return changed;
    }

    /** Without the values of the environment. */
    @Override
    public String toString() {
        return "image=" + image.orElse("as it is") + " env=" + new TreeMap<>(env).keySet() + " requests="
                + new TreeMap<>(requests) + " limits=" + new TreeMap<>(limits);
    }
}
