package dev.bluegreen.file.internal.fabric8;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.ConfigurationException;

/** The platform that these parts need. The keys of this room name no type of it, so that files can be read without it. */
final class Fabric8Parts {

    private Fabric8Parts() {}

    static Fabric8Platform platform(Values values) {
        if (Fabric8Parts.class.getResource("/dev/bluegreen/fabric8/Fabric8Platform.class") == null) {
            throw new ConfigurationException(
                    "platform: bluegreen-fabric8 is not on the class path; add dev.bluegreen:bluegreen-fabric8");
        }
        return values.platform(Fabric8Platform.class);
    }
}
