package dev.bluegreen.aws.internal.elb;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tags of a rule or listener, ours among them. They are written before the weights; a cutover counts as written only
 * when the weights
 * are those its tags announce.
 */
public record CutoverTags(Map<String, String> tags) {

    public static final String TOKEN = "bluegreen.dev/token";
    public static final String CUTOVER = "bluegreen.dev/cutover";
    static final String SPLIT = "bluegreen.dev/split";
    public static final String FENCE = "bluegreen.dev/fence";

    private static final int MOST_TAGS = 50;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    public CutoverTags {
        tags = Map.copyOf(tags);
    }

    public static Map<String, String> ofMove(long token, String cutoverId, TrafficSplit target) {
        return new TreeMap<>(Map.of(TOKEN, Long.toString(token), CUTOVER, cutoverId, SPLIT, target.toString()));
    }

    public static Map<String, String> ofFence(long token, String attempt) {
        return new TreeMap<>(Map.of(TOKEN, Long.toString(token), FENCE, attempt));
    }

    /**
     * The fencing token on a route; zero if it has none.
     *
     * @throws PlatformException with {@code INVALID} when the tag is not a number
     */
    public long token(String route) {
        String written = tags.getOrDefault(TOKEN, "0");
        if (!NUMBER.matcher(written).matches()) {
            throw Forward.invalid(
                    route,
                    "has the tag " + TOKEN + "='" + written
                            + "', which is not a number; remove the tag when no cutover is under way");
        }
        return Long.parseLong(written);
    }

    /** The cutover whose weights these are. */
    public Optional<String> cutover(TrafficSplit split) {
        return Optional.ofNullable(tags.get(CUTOVER))
                .filter(any -> split.toString().equals(tags.get(SPLIT)));
    }

    /**
     * Findings if our tags would exceed the limit of tags; those with the prefix {@code aws:} do not count (ELB guide,
     * tags).
     */
    public List<Finding> room(String route) {
        Set<String> all = new HashSet<>(tags.keySet());
        all.addAll(List.of(TOKEN, CUTOVER, SPLIT, FENCE));
        all.removeIf(key -> key.startsWith("aws:"));
        return all.size() <= MOST_TAGS
                ? List.of()
                : List.of(Finding.fatal(
                        "tags-full",
                        route + " has " + tags.size()
                                + " tags, and no room for the four of bluegreen: AWS allows " + MOST_TAGS
                                + " per rule or listener",
                        "remove other tags"));
    }

    public String fingerprint() {
        return tags.get(TOKEN) + " " + tags.get(CUTOVER) + " " + tags.get(SPLIT) + " " + tags.get(FENCE);
    }
}
