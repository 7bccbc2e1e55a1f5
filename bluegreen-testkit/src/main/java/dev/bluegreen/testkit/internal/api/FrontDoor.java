package dev.bluegreen.testkit.internal.api;

import com.google.gson.JsonSyntaxException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.CallParser;
import dev.bluegreen.testkit.internal.api.call.HttpCall;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.api.verb.Discovery;
import dev.bluegreen.testkit.internal.gate.DelayedResponses;
import dev.bluegreen.testkit.internal.gate.Outcome;
import dev.bluegreen.testkit.internal.link.Crashes;
import dev.bluegreen.testkit.internal.link.RequestLinks;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request comes through here: crashed clients, faults, errors and the request log. Thread-safe; never throws. */
final class FrontDoor {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int CUT = 0;

    private final CallParser parser;
    private final Discovery discovery;
    private final ApiServer server;
    private final Faults faults;
    private final RequestLog log;
    private final RequestLinks requests;
    private final DelayedResponses parked;
    private final RequestObservers observers;
    private final Time time;
    private final StoreFaults storeFaults;
    private final ServerPace pace;
    private final Crashes crashes;
    private final Set<String> partitioned = ConcurrentHashMap.newKeySet();

    FrontDoor(
            CallParser parser,
            Discovery discovery,
            ApiServer server,
            Faults faults,
            RequestLog log,
            RequestLinks requests,
            Crashes crashes,
            DelayedResponses parked,
            RequestObservers observers,
            StoreFaults storeFaults,
            ServerPace pace,
            Time time) {
        this.parser = parser;
        this.discovery = discovery;
        this.server = server;
        this.faults = faults;
        this.log = log;
        this.requests = requests;
        this.crashes = crashes;
        this.parked = parked;
        this.observers = observers;
        this.storeFaults = storeFaults;
        this.pace = pace;
        this.time = time;
    }

    /**
     * A request that has arrived.
     *
     * @param id the client's side of it
     */
    private record Arrival(ApiCall call, String id, Instant at) {

        boolean isWatch() {
            return call.verb().equals("watch");
        }
    }

    /** From now on every request of the client is cut off, and so are its watches. */
    void crash(String client) {
        crashes.add(client);
        server.closeWatches(client);
    }

    /** No request of the client gets through until it is healed, and its watches end. */
    void partition(String client) {
        partitioned.add(client);
        server.closeWatches(client);
    }

    void heal(String client) {
        partitioned.remove(client);
    }

    /** The server's WebSocket library takes no watch from a client that does not say from where it comes. */
    Reply receive(HttpCall http) {
        if (crashes.has(http.client())) {
            requests.disregard(http.requestId());
            return drop();
        }
        if (partitioned.contains(http.client())) {
            return drop();
        }
        Optional<ApiCall> call;
        try {
            call = parser.parse(http);
        } catch (ApiError e) {
            return unserved(http, e.reply());
        }
        if (call.isEmpty()) {
            return unserved(http, discovery(http));
        }
        Arrival arrival = new Arrival(call.get(), http.requestId(), time.now());
        return arrival.isWatch() && http.webSocket() && !http.origin()
                ? logged(arrival, Reply.text(403, ""))
                : receive(arrival);
    }

    private Reply discovery(HttpCall http) {
        Reply.Text known = discovery.reply(http.path());
        boolean webhooks = http.path().startsWith("/apis/admissionregistration.k8s.io/");
        return http.method().equals("GET") || (known.status() == 404 && !webhooks)
                ? known
                : ApiError.methodNotAllowed().reply();
    }

    /** The answer to a request for no object of a kind that is served; in the log it has its path, and no resource. */
    private Reply unserved(HttpCall http, Reply reply) {
        Instant start = time.now();
        Supplier<Reply> logged = () -> {
            log.add(ApiRequest.builder("get", "", time.now())
                    .started(start)
                    .name(http.path())
                    .client(http.client())
                    .status(reply.status())
                    .build());
            return reply;
        };
        Duration takes = pace.ofDiscovery();
        return takes.isZero() ? logged.get() : later(http.requestId(), takes, logged);
    }

    private Reply receive(Arrival arrival) {
        ApiCall call = arrival.call();
        observers.received(call, arrival.id());
        Optional<Fault> fault = faults.strike(call.verb(), call.resource().plural(), call.objectName(), call.client());
        Duration takes = fault.isPresent() ? Duration.ZERO : pace.of(call);
        return takes.isZero() ? struck(fault, arrival) : later(arrival.id(), takes, () -> answer(arrival));
    }

    /** A client that waits for the server's usual pace lets time pass, whichever thread it is on. */
    private Reply later(String requestId, Duration takes, Supplier<Reply> reply) {
        String id = parked.announce();
        pace.after(
                takes,
                () -> {
                    requests.resume(requestId);
                    answerLater(id, reply.get());
                },
                () -> requests.park(requestId));
        return marked(Outcome.PARK + id);
    }

    private Reply struck(Optional<Fault> fault, Arrival arrival) {
        if (fault.isPresent() && fault.get() instanceof Fault.Preceded preceded) {
            return preceded(preceded, arrival);
        }
        return fault.isEmpty() ? answer(arrival) : spoil(fault.get(), arrival);
    }

    private Reply answer(Arrival arrival) {
        return logged(arrival, execute(arrival));
    }

    private Reply spoil(Fault fault, Arrival arrival) {
        if (fault instanceof Fault.Status status) {
            return logged(arrival, refusal(arrival.call(), status));
        }
        if (fault instanceof Fault.Denied denied) {
            return logged(arrival, ApiError.badRequest(denied.message()).reply());
        }
        if (fault instanceof Fault.StaleRead stale) {
            return logged(arrival, past(arrival, stale.changes()));
        }
        if (fault instanceof Fault.ConcurrentEdit edit) {
            storeFaults.edit(arrival.call(), edit.change());
            return answer(arrival);
        }
        if (fault instanceof Fault.StolenLease stolen) {
            storeFaults.steal(arrival.call(), stolen.thief());
            return answer(arrival);
        }
        if (fault instanceof Fault.OfWatch spoiled) {
            return spoiled(answer(arrival), spoiled);
        }
        if (fault instanceof Fault.Delay delay) {
            return delayed(arrival, delay.by());
        }
        return unheard(fault, arrival);
    }

    /** Faults after which the client hears nothing, or half of an answer. */
    private Reply unheard(Fault fault, Arrival arrival) {
        if (fault instanceof Fault.DeliverLate late) {
            time.after(late.by(), () -> cut(arrival, unanswered(arrival)));
            return drop();
        }
        if (fault instanceof Fault.Hang) {
            requests.park(arrival.id());
            return cut(arrival, marked(Outcome.PARK + parked.announce()));
        }
        if (fault instanceof Fault.HalfResponse) {
            return unanswered(arrival) instanceof Reply.Text whole
                    ? cut(arrival, whole.withHeader(Outcome.HEADER, Outcome.HALF))
                    : drop();
        }
        if (fault instanceof Fault.DropAfter || fault instanceof Fault.CrashAfter) {
            unanswered(arrival);
        }
        return fault instanceof Fault.CrashBefore || fault instanceof Fault.CrashAfter
                ? crashed(arrival)
                : cut(arrival, drop());
    }

    /** Whoever may not read the present may not read the past. */
    private Reply past(Arrival arrival, int changes) {
        Reply present = execute(arrival);
        try {
            return present.status() == 403 ? present : storeFaults.past(arrival.call(), changes);
        } catch (ApiError e) {
            return e.reply();
        }
    }

    private static Reply spoiled(Reply reply, Fault.OfWatch by) {
        if (reply instanceof Reply.Watching watching) {
            watching.watch().spoil(by);
        }
        return reply;
    }

    private Reply crashed(Arrival arrival) {
        requests.disregard(arrival.id());
        crash(arrival.call().client());
        return cut(arrival, drop());
    }

    /** The timer is set before the request gives its hold back: else time may move past it. */
    private Reply delayed(Arrival arrival, Duration by) {
        String id = parked.announce();
        delay(id, arrival, by);
        return marked(Outcome.PARK + id);
    }

    private void delay(String id, Arrival arrival, Duration by) {
        time.after(by, () -> {
            requests.resume(arrival.id());
            answerLater(id, arrival.isWatch() ? drop() : answer(arrival));
        });
        requests.park(arrival.id());
    }

    /** What the event asks the server for needs the server's own thread; the request holds time still meanwhile. */
    private Reply preceded(Fault.Preceded fault, Arrival arrival) {
        String id = parked.announce();
        time.fork("event-before-a-request", () -> {
            try {
                fault.event().run();
                if (!arrival.isWatch() && fault.then().orElse(fault) instanceof Fault.Delay delay) {
                    delay(id, arrival, delay.by());
                } else {
                    answerLater(id, arrival.isWatch() ? cut(arrival, drop()) : struck(fault.then(), arrival));
                }
            } catch (RuntimeException e) {
                LOG.error(
                        "The event before {} {} failed",
                        arrival.call().verb(),
                        arrival.call().resource().plural(),
                        e);
                answerLater(id, drop());
            }
        });
        return marked(Outcome.PARK + id);
    }

    private void answerLater(String id, Reply reply) {
        if (reply instanceof Reply.Text text && !text.headers().containsKey(Outcome.HEADER)) {
            Map<String, String> headers = new HashMap<>(text.headers());
            headers.put("Content-Type", text.contentType());
            parked.deliver(id, text.status(), headers, text.body());
        } else {
            parked.drop(id);
        }
    }

    /** Does what was asked for, for a client that hears nothing. A watch is not opened: its frames would hold time for ever. */
    private Reply unanswered(Arrival arrival) {
        return arrival.isWatch() ? drop() : execute(arrival);
    }

    private Reply execute(Arrival arrival) {
        ApiCall call = arrival.call();
        try {
            return observers.during(call, arrival.id(), () -> server.execute(call));
        } catch (ApiError e) {
            return e.reply();
        } catch (JsonSyntaxException e) {
            return ApiError.badRequest("unable to parse the body: " + e.getMessage())
                    .reply();
        } catch (RuntimeException e) {
            LOG.error(
                    "The fake API server failed at {} {} {}",
                    call.verb(),
                    call.resource().plural(),
                    call.name(),
                    e);
            return new ApiError(500, "InternalError", "fake API server: " + e, Map.of()).reply();
        }
    }

    private static Reply refusal(ApiCall call, Fault.Status status) {
        String reason = switch (status.code()) {
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 422 -> "Invalid";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "InternalError";
        };
        ApiError error =
                ApiError.about(status.code(), reason, call.resource(), call.name(), "injected fault: " + reason);
        int seconds = status.retryAfterSeconds();
        return seconds == 0 ? error.reply() : error.retryAfter(seconds).reply();
    }

    /** Has the connection cut. */
    static Reply drop() {
        return marked(Outcome.DROP);
    }

    private static Reply marked(String outcome) {
        return Reply.text(500, "").withHeader(Outcome.HEADER, outcome);
    }

    private Reply logged(Arrival arrival, Reply reply) {
        return log(arrival, reply, reply.status());
    }

    private Reply cut(Arrival arrival, Reply reply) {
        return log(arrival, reply, CUT);
    }

    private Reply log(Arrival arrival, Reply reply, int status) {
        ApiCall call = arrival.call();
        log.add(ApiRequest.builder(call.verb(), call.resource().plural(), time.now())
                .started(arrival.at())
                .group(call.resource().group())
                .subresource(call.subresource())
                .namespace(call.namespace())
                .name(call.objectName())
                .client(call.client())
                .fieldManager(call.manager())
                .query(call.query())
                .status(status)
                .body(call.body())
                .build());
        return reply;
    }
}
