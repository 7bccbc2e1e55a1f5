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
 * One AWS account as seen from one process. Create one and share it: Route 53 allows five requests a second per account,
 * the console included, so all strategies share one rate limit.
 * Thread-safe. The SDK clients stay the caller's.
 */
public final class Aws {

    private static final Duration ROUTE_53 = Duration.ofSeconds(1);
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

    private final Optional<Platform> platform;
    private final Time time;
    private final Duration between;
    private final RateLimit route53;
    private final boolean even;

    private Aws(Optional<Platform> platform, Time time, Duration between, boolean even) {
        this.platform = platform;
        this.time = time;
        this.between = between;
        this.route53 = new RateLimit(time, between);
        this.even = even;
    }

    /**
     * For releases on a platform: uses its time, and compares the targets in AWS with the pods of the track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static Aws on(Platform platform) {
        Input.given("aws.platform", platform, "give a Platform, or take Aws.alone()");
        return new Aws(Optional.of(platform), platform.time(), ROUTE_53, false);
    }

    /** Real time, no platform: targets in AWS are not compared with pods, and each plan says so. */
    public static Aws alone() {
        return new Aws(Optional.empty(), Time.system(), ROUTE_53, false);
    }

    /**
     * A copy with another rate limit for Route 53.
     *
     * @param between minimum time between requests; default 1 s, zero for no limit
     * @throws dev.bluegreen.model.ConfigurationException if it is negative or longer than 10 years
     */
    public Aws route53Pace(Duration between) {
        return new Aws(platform, time, Input.requireDuration("route53Pace", between), even);
    }

    /** A copy that polls without jitter, for tests that need the same calls in each run. */
    public Aws evenPolls() {
        return new Aws(platform, time, between, true);
    }

    /**
     * Recommended configuration of SDK clients: retry mode STANDARD, 15 s per attempt, 45 s per call. The SDK never
     * repeats a write that moves traffic, whatever the client's configuration.
     */
    public static ClientOverrideConfiguration clientConfiguration() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(Duration.ofSeconds(15))
                .apiCallTimeout(Duration.ofSeconds(45))
                .build();
    }

    /** Limits a write to one attempt, so that the SDK does not repeat it after a lost response. */
    public static SdkPlugin once() {
        return client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
    }

    /** The platform of the releases, if one was given. */
    public Optional<Platform> platform() {
        return platform;
    }

    /** The time source of everything here. */
    public Time time() {
        return time;
    }

    /**
     * Makes one request, within the rate limit.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     * @throws dev.bluegreen.model.PlatformException for any error of the SDK; one thrown by the request itself is passed
     *     on
     */
    public <T> T call(AwsCall call, Supplier<T> request) {
        Input.given("aws.call", call, "give an AwsCall");
        Input.given("aws.call.request", request, "give a Supplier that makes the request");
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
     * Runs {@code look} now and then at about every interval, each time on a new thread, until closed. A run in progress
     * is not interrupted.
     *
     * @param interval at least 5 s, shorter ones are raised to that; jitter adds up to a fifth, so that processes do not poll in
     *     step, except after {@link #evenPolls}
     * @throws dev.bluegreen.model.ConfigurationException if the interval is negative or longer than 10 years
     */
    public Subscription poll(Duration interval, Runnable look) {
        Input.requireDuration("aws.poll", interval);
        Input.given("aws.poll.look", look, "give a Runnable");
        Duration pause = interval.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : interval;
        return Poller.start(time, pause, even, look);
    }
}
