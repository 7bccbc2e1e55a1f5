package dev.bluegreen;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.PlatformProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the one adapter on the class path. */
final class Adapters {

    private Adapters() {}

    static Platform open() {
        return only(ServiceLoader.load(PlatformProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList())
                .open();
    }

    static PlatformProvider only(List<PlatformProvider> found) {
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    "on: no adapter on the class path; add dev.bluegreen:bluegreen-fabric8 and a"
                            + " fabric8 HTTP client, or call .on(platform)");
        }
        if (found.size() > 1) {
            throw new ConfigurationException("on: several adapters on the class path ("
                    + found.stream().map(PlatformProvider::name).collect(Collectors.joining(", "))
                    + "); call .on(platform) to name one");
        }
        return found.get(0);
    }
}
