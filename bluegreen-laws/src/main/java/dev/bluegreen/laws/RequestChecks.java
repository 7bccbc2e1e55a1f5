package dev.bluegreen.laws;

import dev.bluegreen.laws.Fact.ForeignWrite;
import dev.bluegreen.laws.Fact.Ready;
import dev.bluegreen.laws.Fact.Request;
import dev.bluegreen.laws.Fact.Routed;
import dev.bluegreen.laws.Fact.SawRouter;
import dev.bluegreen.laws.Fact.Scaled;
import dev.bluegreen.laws.Facts.Placed;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.stream.Stream;

/**
 * Law 9. A request that failed is held against the release when its pods were scaled away, and it was not
 * somebody else who had sent it there, or when both tracks have been healthy ever since an operation moved the router.
 */
final class RequestChecks {

    private RequestChecks() {}

    static List<String> check(Facts facts) {
        return facts.all(Request.class).stream()
                .filter(request -> !request.fact().answered())
                .filter(request -> isScaledAway(facts, request) || isMovedWhileHealthy(facts, request))
                .map(request -> "a request by " + request.fact().router() + " to "
                        + request.fact().track() + " failed at " + request.at())
                .toList();
    }

    private static boolean isScaledAway(Facts facts, Placed<Request> request) {
        Track track = request.fact().track();
        int healthy = facts.lastBefore(
                        request.position(),
                        fact -> fact instanceof Ready ready && ready.track() == track && ready.pods() > 0)
                .orElse(-1);
        return facts.all(Scaled.class).stream()
                .filter(scale -> scale.position() > healthy && scale.position() < request.position())
                .filter(scale -> scale.fact().track() == track
                        && scale.fact().to() < scale.fact().from())
                .anyMatch(scale -> !isSentThereByAnotherWriter(facts, scale, request));
    }

    /** True if somebody else moved the router after the one who scaled had looked at it for the last time. */
    private static boolean isSentThereByAnotherWriter(Facts facts, Placed<Scaled> scale, Placed<Request> request) {
        String router = request.fact().router();
        int looked = facts.lastBefore(
                        scale.fact().sent(),
                        fact -> fact.equals(new SawRouter(scale.fact().actor(), router)))
                .orElse(scale.fact().sent());
        return facts.between(
                looked,
                request.position(),
                fact -> fact instanceof ForeignWrite foreign && foreign.router().equals(router));
    }

    private static boolean isMovedWhileHealthy(Facts facts, Placed<Request> request) {
        int moved = facts.lastBefore(
                        request.position(),
                        fact -> fact instanceof Routed routed
                                && routed.router().equals(request.fact().router()))
                .orElse(request.position());
        return moved < request.position()
                && Stream.of(Track.values()).allMatch(track -> facts.leastReady(track, moved, request.position()) > 0);
    }
}
