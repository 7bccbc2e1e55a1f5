package dev.bluegreen.spi;

import dev.bluegreen.model.Wording;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a container image: registry, path, tag, digest (the grammar of distribution/reference). */
final class ImageName {

    private static final int LONGEST = 500;
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String REGISTRY = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]{1,5})?";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
    private static final String TAG = ":[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}";
    private static final String DIGEST = "@[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,128}";
    private static final Pattern NAME =
            Pattern.compile("(?:" + REGISTRY + "/)?" + PART + "(?:/" + PART + ")*+(?:" + TAG + ")?(?:" + DIGEST + ")?");

    private ImageName() {}

    static Optional<String> problem(String image) {
        boolean fits = image.length() <= LONGEST && NAME.matcher(image).matches();
        return fits
                ? Optional.empty()
                : Optional.of("image: " + Wording.quoted(image)
                        + " is not a name of an image; give registry/name:tag or registry/name@sha256:...");
    }
}
