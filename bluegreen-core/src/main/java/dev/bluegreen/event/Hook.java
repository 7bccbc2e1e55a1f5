package dev.bluegreen.event;

import dev.bluegreen.internal.http.Http;
import dev.bluegreen.internal.http.NoAnswerException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address that events are posted to. It is a secret: of it, only the host is ever shown.
 *
 * @param service the service, for messages
 * @param address the address
 * @param time for the pauses it asks for
 * @param http the client
 * @param answersAnything true if what it answers means nothing, so that a page of a proxy is not told from its own answer
 */
record Hook(String service, URI address, Time time, Http http, boolean answersAnything) {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);
    /** In digits: nobody waits for as many seconds. */
    private static final int LONG_PAUSE = 6;

    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

    /** @throws ConfigurationException if it is not an absolute http or https URI */
    static Hook of(String service, URI address, Time time, Duration timeout) {
        if (Input.web("webhook", address).isPresent()) {
            throw new ConfigurationException("webhook: the URL of " + service + ", which is not shown because it is a"
                    + " secret, is not an absolute http or https URI; give one such as https://host/path");
        }
        Input.given("webhook.time", time, "give a Time");
        return new Hook(service, address, time, new Http(timeout), false);
    }

    /** One that may answer with any page. */
    Hook answeringAnything() {
        return new Hook(service, address, time, http, true);
    }

    /**
     * Posts an event.
     *
     * @throws TryLaterException for a transient error, to try again
     * @throws NotTakenException for any other, such as of a deleted webhook
     */
    void post(CutoverEvent event, String json, Map<String, String> headers) {
        Http.Answer answer = answer(json, headers);
        int status = answer.status();
        if (TRANSIENT.contains(status) || status >= 500) {
            String later = answer.headers().firstValue("Retry-After").orElse("");
            throw new TryLaterException("it answered " + status, pause(later));
        }
        if (status < 300 && !answersAnything && answer.body().stripLeading().startsWith("<")) {
            throw new TryLaterException("it answered with a page, as a proxy or a login does", Duration.ZERO);
        }
        if (status >= 300) {
            LOG.error(
                    "event {} was refused by {} with status {}; check that the webhook still exists",
                    Wording.lines(event.toString()),
                    this,
                    status);
            throw new NotTakenException(
                    "it refused an event with status " + status + "; check that the webhook still exists");
        }
    }

    /** Original errors are not passed on, as they name the secret address. */
    private Http.Answer answer(String json, Map<String, String> headers) {
        try {
            return http.postJson(address, json, headers);
        } catch (NoAnswerException e) {
            throw new TryLaterException("it " + e.reason(), Duration.ZERO);
        }
    }

    /** Of {@code Retry-After}, in seconds or as a date; zero if it says neither. */
    private Duration pause(String later) {
        if (later.matches("\\d+")) {
            return later.length() > LONG_PAUSE ? Duration.ofDays(1) : Duration.ofSeconds(Long.parseLong(later));
        }
        try {
            Duration left = Duration.between(
                    time.now(),
                    ZonedDateTime.parse(later, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    @Override
    public String toString() {
        return service + " at " + address.getHost();
    }
}
