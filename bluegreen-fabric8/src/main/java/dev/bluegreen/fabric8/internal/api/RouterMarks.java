package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What we leave on an object that routes: release, token and cutover; and the patches that write them. */
public final class RouterMarks {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String ANNOTATIONS = "/metadata/annotations";

    private RouterMarks() {}

    /** The highest token written to it, 0 without one. */
    public static long token(HasMetadata object, String router) {
        String written = Fields.annotations(object).getOrDefault(MetadataKeys.TOKEN, "0");
        if (!NUMBER.matcher(written).matches()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    router + ": annotation " + MetadataKeys.TOKEN + " is '" + written
                            + "', which is not a number; remove the annotation when no cutover is under way");
        }
        return Long.parseLong(written);
    }

    /** The cutover that wrote it last. */
    public static Optional<String> cutover(HasMetadata object) {
        return Optional.ofNullable(Fields.labels(object).get(MetadataKeys.CUTOVER));
    }

    /** A patch that is refused unless the object has the version that was read. */
    public static JsonPatch guarded(HasMetadata before) {
        return new JsonPatch()
                .test("/metadata/resourceVersion", before.getMetadata().getResourceVersion());
    }

    /**
     * Adds the marks of a move: label and annotations.
     *
     * @param more annotations of this kind of router
     */
    public static JsonPatch ofMove(
            JsonPatch patch, HasMetadata before, Move move, Map<String, String> more, Instant now) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(MetadataKeys.RELEASE, move.world().release().name());
        annotations.put(MetadataKeys.SWITCHED_BY, move.requestedBy());
        annotations.put(MetadataKeys.SWITCHED_AT, now.toString());
        annotations.putAll(more);
        annotations.put(MetadataKeys.TOKEN, Long.toString(move.token()));
        return patch.putAll("/metadata/labels", Fields.labels(before), Map.of(MetadataKeys.CUTOVER, move.cutoverId()))
                .putAll(ANNOTATIONS, Fields.annotations(before), annotations);
    }

    /** A patch that moves nothing, but makes every earlier compare-and-set fail. */
    public static JsonPatch fence(HasMetadata before, String release, long token, String attempt) {
        return fence(before, release, token, attempt, Map.of());
    }

    /**
     * The same.
     *
     * @param more annotations of this kind of router
     */
    public static JsonPatch fence(
            HasMetadata before, String release, long token, String attempt, Map<String, String> more) {
        Map<String, String> annotations = new LinkedHashMap<>(more);
        annotations.put(MetadataKeys.RELEASE, release);
        annotations.put(MetadataKeys.TOKEN, Long.toString(token));
        annotations.put(MetadataKeys.FENCE, attempt);
        return guarded(before).putAll(ANNOTATIONS, Fields.annotations(before), annotations);
    }

    /** Finding about an object last moved by another release: the two have separate locks and do not exclude each other. */
    public static Optional<Finding> otherRelease(HasMetadata object, String router, ReleaseSpec release) {
        return Optional.ofNullable(Fields.annotations(object).get(MetadataKeys.RELEASE))
                .filter(named -> !named.equals(release.name()))
                .map(named -> Finding.fatal(
                        "other-release",
                        router + " belongs to release " + Wording.quoted(named) + ", as its annotation "
                                + MetadataKeys.RELEASE + " says: the lock of " + release.name()
                                + " does not keep that release from moving it",
                        "use that release only; if it is abandoned, remove the annotation: kubectl annotate "
                                + router.toLowerCase(Locale.ROOT).replace('/', ' ') + " -n "
                                + object.getMetadata().getNamespace() + " " + MetadataKeys.RELEASE + "-"));
    }
}
