package dev.bluegreen.internal.record;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.result.ReleaseStatus.Pinned;
import dev.bluegreen.result.ReleaseStatus.Reduced;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sizes that were changed for a time. They are entered before they are changed, so that the next operation after a crash can
 * restore them.
 *
 * @param full pods that a track needs before it gets traffic, of tracks that were made smaller
 * @param pins autoscalers that were pinned, at most one for each track
 * @param retired pods that a track had when it was retired, of tracks that had no traffic since: with fewer it is no place to
 *     go back to
 */
public record Sizes(Map<Track, Integer> full, List<Pin> pins, Map<Track, Integer> retired) {

    /** Maximum plausible multiple of the current size. */
    private static final int TIMES = 10;

    /** Size that is plausible in any case. */
    private static final int ANYWAY = 100;

    /** Nothing was changed. */
    public static final Sizes NONE = new Sizes(Map.of(), List.of(), Map.of());

    /** Copies all. */
    public Sizes {
        full = Map.copyOf(full);
        pins = List.copyOf(pins);
        retired = Map.copyOf(retired);
    }

    /**
     * An autoscaler whose least number of pods was set by a release.
     *
     * @param track whose pods it counts
     * @param autoscaler its name
     * @param was the number to restore
     * @param min the number that was set
     */
    public record Pin(Track track, String autoscaler, int was, int min) {

        /** True if it holds a track at the size a cutover needs, and is released when that ends. */
        public boolean isRaised() {
            return min > was;
        }
    }

    /** The pods that a track needs before it gets traffic, if it was made smaller. */
    public Optional<Integer> full(Track track) {
        return Optional.ofNullable(full.get(track));
    }

    /**
     * The same, as far as it can be true: not less than is asked for now, and not far beyond what either track runs. Whoever may
     * write the record may not have us ask for any number of pods.
     */
    public Optional<Integer> full(Track track, World world) {
        int own = world.workload(track).desired();
        int most = Math.max(
                ANYWAY, TIMES * Math.max(own, world.workload(track.other()).desired()));
        return full(track).map(pods -> Math.max(own, Math.min(pods, most)));
    }

    /** The pin of a track. */
    public Optional<Pin> pin(Track track) {
        return pins.stream().filter(pin -> pin.track() == track).findFirst();
    }

    /** The tracks that were made smaller, as users see them. */
    public List<Reduced> reduced() {
        return full.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(track -> new Reduced(track.getKey(), track.getValue()))
                .toList();
    }

    /** The autoscalers that are pinned, as users see them. */
    public List<Pinned> pinned() {
        return pins.stream()
                .map(pin -> new Pinned(pin.track(), pin.autoscaler(), pin.was(), pin.min()))
                .toList();
    }

    Sizes reduced(Track track, int pods) {
        return new Sizes(with(full, track, pods), pins, retired);
    }

    Sizes whole(Track track) {
        return new Sizes(without(full, track), pins, without(retired, track));
    }

    /** Again retired, it still needs what it had. */
    Sizes retired(Track track, int pods) {
        int had = Math.max(pods, Math.max(retired.getOrDefault(track, 0), full.getOrDefault(track, 0)));
        return new Sizes(without(full, track), pins, with(retired, track, had));
    }

    private static Map<Track, Integer> with(Map<Track, Integer> sizes, Track track, int pods) {
        Map<Track, Integer> all = new EnumMap<>(Track.class);
        all.putAll(sizes);
        all.put(track, pods);
        return all;
    }

    private static Map<Track, Integer> without(Map<Track, Integer> sizes, Track track) {
        Map<Track, Integer> all = new EnumMap<>(Track.class);
        all.putAll(sizes);
        all.remove(track);
        return all;
    }

    Sizes with(Pin pin) {
        List<Pin> all = new ArrayList<>(without(pin.track()).pins());
        all.add(pin);
        return new Sizes(full, all, retired);
    }

    Sizes without(Track track) {
        return new Sizes(full, pins.stream().filter(pin -> pin.track() != track).toList(), retired);
    }
}
