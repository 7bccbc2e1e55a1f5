package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Divides requests by weight. Sticky, it sends whoever brings its cookie where they were before, and renews
 * the cookie: they do not notice new weights, not even a zero. Thread-safe.
 */
public final class Split implements Router {

    /** The cookie of a sticky split, as AWS calls it. */
    public static final String COOKIE = "AWSALBTG";

    /** A share, and who decides about its requests; its name stands in cookies. */
    public record Share(String name, Router to, int weight) {}

    private final Time time;
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private final Map<String, Double> weights = new LinkedHashMap<>();
    private final Duration sticky;
    private final int statusOfNobody;
    private final Rotation<String> rotation;

    private Split(Time time, Turns turns, List<Share> shares, Duration sticky, int statusOfNobody) {
        this.time = time;
        this.rotation = new Rotation<>(turns);
        this.sticky = sticky;
        this.statusOfNobody = statusOfNobody;
        shares.forEach(share -> {
            this.shares.put(share.name(), share);
            weights.merge(share.name(), (double) share.weight(), Double::sum);
        });
    }

    /**
     * A split.
     *
     * @param sticky how long a client stays with its pool after its last request; zero for not at all
     * @param statusOfNobody what a request is answered with if no share is above zero
     */
    public static Split of(Time time, Turns turns, List<Share> shares, Duration sticky, int statusOfNobody) {
        return new Split(time, turns, shares, sticky, statusOfNobody);
    }

    @Override
    public Decision decide(HttpRequest request) {
        return stuck(request)
                .or(() -> rotation.next(weights).flatMap(name -> Optional.ofNullable(shares.get(name))))
                .map(share -> decide(share, request))
                .orElseGet(() -> Decision.status(statusOfNobody));
    }

    /** A share that nobody can serve is asked all the same: there is no failover between them. */
    private Decision decide(Share share, HttpRequest request) {
        Decision decision = share.to().decide(request);
        return sticky.isZero() || !(decision instanceof Decision.Forward forward)
                ? decision
                : new Decision.Forward(forward.to(), cookie(share));
    }

    private Optional<Share> stuck(HttpRequest request) {
        return sticky.isZero()
                ? Optional.empty()
                : request.cookie(COOKIE)
                        .filter(this::isFresh)
                        .flatMap(cookie -> Optional.ofNullable(shares.get(nameIn(cookie))));
    }

    /** Expiry is in the cookie, since a client in real time would keep it for longer than virtual time says. */
    private boolean isFresh(String cookie) {
        String until = cookie.substring(cookie.lastIndexOf('.') + 1);
        return until.matches("-?\\d{1,18}") && time.nanos() - Long.parseLong(until) < 0;
    }

    private static String nameIn(String cookie) {
        return cookie.substring(0, cookie.lastIndexOf('.'));
    }

    private Map<String, String> cookie(Share share) {
        long until = time.nanos() + sticky.toNanos();
        return Map.of(
                "Set-Cookie", COOKIE + "=" + share.name() + "." + until + "; Path=/; Max-Age=" + sticky.toSeconds());
    }
}
