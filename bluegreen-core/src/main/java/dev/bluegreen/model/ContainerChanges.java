package dev.bluegreen.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to change in one container.
 *
 * @param image its image; empty to keep it
 * @param env environment variables to set, by name; values may be secret and are in no text
 * @param requests quantities to ask for, by resource
 * @param limits quantities to limit to, by resource
 */
public record ContainerChanges(
        Optional<String> image, Map<String, String> env, Map<String, String> requests, Map<String, String> limits) {

    /** Changes nothing. */
    public static final ContainerChanges NONE = new ContainerChanges(Optional.empty(), Map.of(), Map.of(), Map.of());

    /** Copies the maps. */
    public ContainerChanges {
        env = Map.copyOf(env);
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }

    /** The same with an image. */
    public ContainerChanges withImage(String value) {
        return new ContainerChanges(Optional.of(value), env, requests, limits);
    }

    /** The same with an environment variable. */
    public ContainerChanges withEnv(String name, String value) {
        return new ContainerChanges(image, with(env, name, value), requests, limits);
    }

    /** The same with a request. */
    public ContainerChanges withRequest(String resource, String quantity) {
        return new ContainerChanges(image, env, with(requests, resource, quantity), limits);
    }

    /** The same with a limit. */
    public ContainerChanges withLimit(String resource, String quantity) {
        return new ContainerChanges(image, env, requests, with(limits, resource, quantity));
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
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
