package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.OBJECT_NAME;
import static dev.bluegreen.file.spi.ValueType.TEXT;
import static dev.bluegreen.file.spi.ValueType.WHOLE;

import dev.bluegreen.check.Standby;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Small mappings of the file: labels, workloads, steps, standby, deadlines, the requester. */
final class SettingKeys {

    private static final Key<String> KEY = Key.of("key", TEXT, "The key of the label.");
    private static final Key<String> VALUE = Key.of("value", TEXT, "Its value.");
    private static final Key<String> BLUE_VALUE = Key.of("blue", TEXT, "Its value on BLUE.");
    private static final Key<String> GREEN_VALUE = Key.of("green", TEXT, "Its value on GREEN.");
    private static final Key<UnaryOperator<TrackLabels>> APP_LABEL = Key.of(
            "app",
            ValueType.of(Keys.of("The label of the app.", KEY, VALUE).making(SettingKeys::appLabel)),
            "The label that names the app; default app: <name>.");
    private static final Key<UnaryOperator<TrackLabels>> TRACK_LABEL = Key.of(
            "track",
            ValueType.of(Keys.of("The label of the tracks.", KEY, BLUE_VALUE, GREEN_VALUE)
                    .making(SettingKeys::trackLabel)),
            "The label that names the track; default track: blue|green.");

    static final ValueType<UnaryOperator<TrackLabels>> LABELS = ValueType.of(
            Keys.of("Labels of both tracks.").allowing(APP_LABEL, TRACK_LABEL).making(SettingKeys::labels));

    private static final Key<String> BLUE = Key.of("blue", OBJECT_NAME, "The workload of BLUE.");
    private static final Key<String> GREEN = Key.of("green", OBJECT_NAME, "The workload of GREEN.");

    static final ValueType<Map<Track, String>> WORKLOADS =
            ValueType.of(Keys.of("Workloads by name.").allowing(BLUE, GREEN).making(SettingKeys::workloads));

    private static final Key<Integer> PERCENT = Key.of("percent", WHOLE, "The share of the new track, 1 to 99.");
    private static final Key<Duration> PAUSE =
            Key.of("pause", DURATION, "How long it is held after the router has settled, above 0s.");

    static final ValueType<Schedule> SCHEDULE = ValueType.listOf(ValueType.of(Keys.of("A step.", PERCENT, PAUSE)
                    .making(values -> Schedule.step(values.get(PERCENT), values.get(PAUSE)))))
            .map(steps ->
                    Schedule.of(steps.get(0), steps.subList(1, steps.size()).toArray(Schedule.Step[]::new)));

    private static final Key<Duration> LASTING =
            Key.of("duration", DURATION, "How long the old track is kept after traffic is verified.");
    private static final Key<Integer> REPLICAS =
            Key.of("replicas", WHOLE, "Its replicas in that time, 1 or more; default as many as it has.");

    static final ValueType<Standby> STANDBY = ValueType.either(
            DURATION.map(Standby::lasting),
            ValueType.of(Keys.of("The old track, kept.", LASTING)
                    .allowing(REPLICAS)
                    .making(values -> values.begin(Standby.lasting(values.get(LASTING)), Standby::problems)
                            .set(REPLICAS, Standby::scaledTo)
                            .done())));

    private static final Key<Duration> PREFLIGHT = Key.of("preflight", DURATION, "Waiting for gates; default 30s.");
    private static final Key<Duration> VERIFY = Key.of("verify", DURATION, "Collecting evidence; default 1m.");
    private static final Key<Duration> ROLL_BACK =
            Key.of("rollBack", DURATION, "Going back, from when it starts; default 1m.");

    static final ValueType<Deadlines> DEADLINES = ValueType.of(Keys.of("Deadlines.")
            .allowing(PREFLIGHT, VERIFY, ROLL_BACK)
            .making(values -> values.begin(Deadlines.DEFAULT, Deadlines::problems)
                    .set(PREFLIGHT, Deadlines::withPreflight)
                    .set(VERIFY, Deadlines::withVerify)
                    .set(ROLL_BACK, Deadlines::withRollBack)
                    .done()));

    private static final Key<String> REQUESTER = Key.of("name", TEXT, "A name, at most 100 characters.");
    private static final Key<String> REASON = Key.of("reason", TEXT, "Such as a ticket; at most 200 characters.");

    static final ValueType<Requester> REQUESTED_BY = ValueType.of(Keys.of("The requester.", REQUESTER)
            .allowing(REASON)
            .making(values ->
                    new Requester(values.get(REQUESTER), values.find(REASON).orElse(""))));

    private SettingKeys() {}

    /** Who asks, and why. */
    record Requester(String name, String reason) {}

    private static UnaryOperator<TrackLabels> appLabel(Values values) {
        String key = values.get(KEY);
        String value = values.get(VALUE);
        return labels -> labels.withApp(key, value);
    }

    private static UnaryOperator<TrackLabels> trackLabel(Values values) {
        String key = values.get(KEY);
        String blue = values.get(BLUE_VALUE);
        String green = values.get(GREEN_VALUE);
        return labels -> labels.withTrack(key, blue, green);
    }

    private static UnaryOperator<TrackLabels> labels(Values values) {
        UnaryOperator<TrackLabels> app = values.find(APP_LABEL).orElse(UnaryOperator.identity());
        UnaryOperator<TrackLabels> track = values.find(TRACK_LABEL).orElse(UnaryOperator.identity());
        return labels -> track.apply(app.apply(labels));
    }

    private static Map<Track, String> workloads(Values values) {
        Map<Track, String> names = new EnumMap<>(Track.class);
        values.find(BLUE).ifPresent(name -> names.put(Track.BLUE, name));
        values.find(GREEN).ifPresent(name -> names.put(Track.GREEN, name));
        return names;
    }
}
