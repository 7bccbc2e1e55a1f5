package dev.bluegreen.aws;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * One AWS account as seen from one process. Make one, keep it and share it: Route 53 allows an account five requests a
 * second, all of its users and the console together, so that all strategies here wait for their turn at one pace.
 * Thread-safe. The SDK clients stay the caller's.
 */
public final class Aws {

    private static final Duration ROUTE_53 = Duration.ofSeconds(1);
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

    private final Optional<Platform> platform;
    private final Time time;
    private final Duration between;
    private final Pace route53;
    private final boolean even;

    private Aws(Optional<Platform> platform, Time time, Duration between, boolean even) {
        this.platform = platform;
        this.time = time;
        this.between = between;
        this.route53 = new Pace(time, between);
        this.even = even;
    }

    /** For releases on a platform: on its time, and what AWS sends to a track is compared with what the track is there. */
    public static Aws on(Platform platform) {
        Input.given("aws.platform", platform, "give a Platform, or take Aws.alone()");
        return new Aws(Optional.of(platform), platform.time(), ROUTE_53, false);
    }

    /** In real time and without a platform: what AWS sends to a track is taken on trust, which each plan says. */
    public static Aws alone() {
        return new Aws(Optional.empty(), Time.system(), ROUTE_53, false);
    }

    /**
     * The same account with another pace for Route 53.
     *
     * @param between time from one request to the next, 1 s unless set; zero for no limit
     * @throws dev.bluegreen.model.ConfigurationException if it is negative or longer than 10 years
     */
    public Aws route53Pace(Duration between) {
        return new Aws(platform, time, Input.requireDuration("route53Pace", between), even);
    }

    /** The same account, looked at at even intervals: for tests that have to make the same calls each time. */
    public Aws evenPolls() {
        return new Aws(platform, time, between, true);
    }

    /**
     * What to build SDK clients with: retry mode STANDARD, 15 s for an attempt, 45 s for a call. Writes that move traffic
     * are never repeated by the SDK, however the client was built.
     */
    public static ClientOverrideConfiguration clientConfiguration() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(Duration.ofSeconds(15))
                .apiCallTimeout(Duration.ofSeconds(45))
                .build();
    }

    /** For the request of a write: the SDK makes one attempt, so that a lost answer is not taken for one to repeat. */
    public static SdkPlugin once() {
        return client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
    }

    /** The platform the releases live on, if it was named. */
    public Optional<Platform> platform() {
        return platform;
    }

    /** The time everything here runs on. */
    public Time time() {
        return time;
    }

    /**
     * Makes one request, when it is its turn.
     *
     * @throws dev.bluegreen.model.PlatformException for any error of the SDK; one that the request throws itself is passed
     *     on
     */
    public <T> T call(AwsCall call, Supplier<T> request) {
        Input.given("aws.call", call, "give an AwsCall");
        Input.given("aws.call.request", request, "give what makes the request");
        if (call.service().equals("route53")) {
            route53.await();
        }
        try {
            return request.get();
        } catch (SdkException e) {
            throw AwsErrors.translate(call, e);
        } catch (RuntimeException e) {
            throw CredentialErrors.thrown(call, e);
        }
    }

    /**
     * Looks now, and again about every interval, each time on a thread of its own, until closed; a look under way is not
     * cut off.
     *
     * @param interval 5 s or more, a shorter one counts as that; made up to a fifth longer, so that processes do not beat in
     *     time, unless {@link #evenPolls} was asked for
     * @throws dev.bluegreen.model.ConfigurationException if the interval is negative or longer than 10 years
     */
    public Subscription poll(Duration interval, Runnable look) {
        Input.requireDuration("aws.poll", interval);
        Input.given("aws.poll.look", look, "give what is to be run");
        Duration pause = interval.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : interval;
        return Poller.start(time, pause, even, look);
    }
}
