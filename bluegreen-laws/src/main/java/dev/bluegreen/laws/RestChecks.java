package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.ForeignWrite;
import dev.bluegreen.laws.Fact.LockTaken;
import dev.bluegreen.laws.Fact.Parked;
import dev.bluegreen.laws.Fact.RecordLost;
import dev.bluegreen.laws.Fact.Rest;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Law 3. After somebody else's write, or when a track had no ready pod, an end that needs a person is legal; then the lock
 * has to be free or its holder gone, and nothing else is asked.
 */
final class RestChecks {

    private RestChecks() {}

    static List<String> check(Facts facts) {
        return facts.all(Rest.class).stream()
                .flatMap(rest -> check(facts, rest).stream())
                .toList();
    }

    private static List<String> check(Facts facts, Placed<Rest> placed) {
        Rest rest = placed.fact();
        List<String> broken = new ArrayList<>();
        boolean mayNeedAPerson = mayNeedAPerson(facts, placed.position());
        if (rest.unfinished().filter(cutover -> !isParked(facts, cutover)).isPresent() && !mayNeedAPerson) {
            broken.add("cutover " + rest.unfinished().get() + " is still unfinished");
        }
        if (rest.unfinished().isEmpty() && rest.holder().isPresent()) {
            broken.add("the lock is still held by " + rest.holder().get());
        }
        List<Optional<Track>> tracks = rest.routers().values().stream()
                .map(split -> split.only())
                .distinct()
                .toList();
        boolean agree = tracks.size() == 1 && tracks.get(0).isPresent();
        if (!agree && !mayNeedAPerson) {
            broken.add("the routers do not agree: " + rest.routers());
        }
        boolean foreign = facts.between(-1, placed.position(), RestChecks::isForeign);
        if (agree && !foreign && rest.unfinished().isEmpty() && rest.recorded().isPresent()) {
            if (!rest.recorded().equals(tracks.get(0))) {
                broken.add("the record says " + rest.recorded().get() + ", the routers are on "
                        + tracks.get(0).get());
            }
        }
        return broken;
    }

    /** It waits, and is carried out or cancelled by name. */
    private static boolean isParked(Facts facts, String cutover) {
        return facts.lastBefore(facts.size(), fact -> fact instanceof Parked || fact instanceof LockTaken).stream()
                .anyMatch(last -> facts.fact(last).equals(new Parked(cutover)));
    }

    private static boolean mayNeedAPerson(Facts facts, int position) {
        return facts.between(-1, position, RestChecks::isForeign)
                || Stream.of(Track.values()).anyMatch(track -> facts.leastReady(track, 0, position) == 0);
    }

    private static boolean isForeign(Fact fact) {
        return fact instanceof ForeignWrite || fact instanceof RecordLost;
    }
}
