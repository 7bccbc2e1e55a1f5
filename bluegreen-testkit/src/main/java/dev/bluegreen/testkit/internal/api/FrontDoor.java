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
import dev.bluegreen.testkit.internal.link.RequestLinks;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.RequestLog;
import java.time.Duration;
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
    private final Set<String> crashed = ConcurrentHashMap.newKeySet();
    private final Set<String> partitioned = ConcurrentHashMap.newKeySet();

    FrontDoor(
            CallParser parser,
            Discovery discovery,
            ApiServer server,
            Faults faults,
            RequestLog log,
            RequestLinks requests,
            DelayedResponses parked,
            RequestObservers observers,
            StoreFaults storeFaults,
            Time time) {
        this.parser = parser;
        this.discovery = discovery;
        this.server = server;
        this.faults = faults;
        this.log = log;
        this.requests = requests;
        this.parked = parked;
        this.observers = observers;
        this.storeFaults = storeFaults;
        this.time = time;
    }

    /** From now on every request of the client is cut off, and so are its watches. */
    void crash(String client) {
        crashed.add(client);
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
        if (crashed.contains(http.client())) {
            requests.disregard(http.requestId());
            return drop();
        }
        if (partitioned.contains(http.client())) {
            return drop();
        }
        try {
            Optional<ApiCall> call = parser.parse(http);
            if (call.isPresent() && isWatch(call.get()) && http.webSocket() && !http.origin()) {
                return logged(call.get(), Reply.text(403, ""));
            }
            return call.isPresent() ? receive(call.get(), http.requestId()) : discovery(http);
        } catch (ApiError e) {
            return e.reply();
        }
    }

    private Reply discovery(HttpCall http) {
        Reply.Text known = discovery.reply(http.path());
        boolean webhooks = http.path().startsWith("/apis/admissionregistration.k8s.io/");
        return http.method().equals("GET") || (known.status() == 404 && !webhooks)
                ? known
                : ApiError.methodNotAllowed().reply();
    }

    private Reply receive(ApiCall call, String requestId) {
        observers.received(call, requestId);
        return struck(
                faults.strike(call.verb(), call.resource().plural(), call.objectName(), call.client()),
                call,
                requestId);
    }

    private Reply struck(Optional<Fault> fault, ApiCall call, String requestId) {
        if (fault.isPresent() && fault.get() instanceof Fault.Preceded preceded) {
            return preceded(preceded.event(), () -> struck(preceded.then(), call, requestId), call);
        }
        return fault.isEmpty() ? answer(call, requestId) : spoil(fault.get(), call, requestId);
    }

    private Reply answer(ApiCall call, String requestId) {
        return logged(call, execute(call, requestId));
    }

    private Reply spoil(Fault fault, ApiCall call, String requestId) {
        if (fault instanceof Fault.Status status) {
            return logged(call, refusal(call, status));
        }
        if (fault instanceof Fault.Denied denied) {
            return logged(call, ApiError.badRequest(denied.message()).reply());
        }
        if (fault instanceof Fault.StaleRead stale) {
            return logged(call, past(call, requestId, stale.changes()));
        }
        if (fault instanceof Fault.ConcurrentEdit edit) {
            storeFaults.edit(call, edit.change());
            return answer(call, requestId);
        }
        if (fault instanceof Fault.StolenLease stolen) {
            storeFaults.steal(call, stolen.thief());
            return answer(call, requestId);
        }
        if (fault instanceof Fault.OfWatch spoiled) {
            return spoiled(answer(call, requestId), spoiled);
        }
        if (fault instanceof Fault.Delay delay) {
            return delayed(call, requestId, delay.by());
        }
        return unheard(fault, call, requestId);
    }

    /** Faults after which the client hears nothing, or half of an answer. */
    private Reply unheard(Fault fault, ApiCall call, String requestId) {
        if (fault instanceof Fault.DeliverLate late) {
            time.after(late.by(), () -> cut(call, unanswered(call, requestId)));
            return drop();
        }
        if (fault instanceof Fault.Hang) {
            requests.park(requestId);
            return cut(call, marked(Outcome.PARK + parked.announce()));
        }
        if (fault instanceof Fault.HalfResponse) {
            return unanswered(call, requestId) instanceof Reply.Text whole
                    ? cut(call, whole.withHeader(Outcome.HEADER, Outcome.HALF))
                    : drop();
        }
        if (fault instanceof Fault.DropAfter || fault instanceof Fault.CrashAfter) {
            unanswered(call, requestId);
        }
        return fault instanceof Fault.CrashBefore || fault instanceof Fault.CrashAfter
                ? crashed(call, requestId)
                : cut(call, drop());
    }

    /** Whoever may not read the present may not read the past. */
    private Reply past(ApiCall call, String requestId, int changes) {
        Reply present = execute(call, requestId);
        try {
            return present.status() == 403 ? present : storeFaults.past(call, changes);
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

    private Reply crashed(ApiCall call, String requestId) {
        requests.disregard(requestId);
        crash(call.client());
        return cut(call, drop());
    }

    /** The timer is set before the request gives its hold back: else time may move past it. */
    private Reply delayed(ApiCall call, String requestId, Duration by) {
        String id = parked.announce();
        time.after(by, () -> {
            requests.resume(requestId);
            answerLater(id, isWatch(call) ? drop() : answer(call, requestId));
        });
        requests.park(requestId);
        return marked(Outcome.PARK + id);
    }

    /** What the event asks the server for needs the server's own thread; the request holds time still meanwhile. */
    private Reply preceded(Runnable event, Supplier<Reply> then, ApiCall call) {
        String id = parked.announce();
        time.fork("event-before-a-request", () -> {
            try {
                event.run();
                answerLater(id, isWatch(call) ? cut(call, drop()) : then.get());
            } catch (RuntimeException e) {
                LOG.error(
                        "The event before {} {} failed",
                        call.verb(),
                        call.resource().plural(),
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
    private Reply unanswered(ApiCall call, String requestId) {
        return isWatch(call) ? drop() : execute(call, requestId);
    }

    private static boolean isWatch(ApiCall call) {
        return call.verb().equals("watch");
    }

    private Reply execute(ApiCall call, String requestId) {
        try {
            return observers.during(call, requestId, () -> server.execute(call));
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

    private Reply logged(ApiCall call, Reply reply) {
        return log(call, reply, reply.status());
    }

    private Reply cut(ApiCall call, Reply reply) {
        return log(call, reply, CUT);
    }

    private Reply log(ApiCall call, Reply reply, int status) {
        log.add(ApiRequest.builder(call.verb(), call.resource().plural(), time.now())
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
