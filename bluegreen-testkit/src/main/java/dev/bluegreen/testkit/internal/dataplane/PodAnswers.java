package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.loopback.FlatJson;
import dev.bluegreen.testkit.internal.loopback.HttpAnswer;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.pod.PodScript;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a pod that is up says to each request. */
final class PodAnswers {

    private final PodIdentity identity;
    private final Supplier<PodScript> script;
    private final Random dice;

    PodAnswers(PodIdentity identity, Supplier<PodScript> script) {
        this.identity = identity;
        this.script = script;
        this.dice = new Random(identity.ips().get(0).hashCode());
    }

    HttpAnswer to(HttpRequest request) {
        if (fails()) {
            return answer(500, error("scripted failure")).withHeaders(Map.of("X-Testkit-Injected", "failing"));
        }
        return answer(200, request.path().equals("/env") ? environment() : identity.json());
    }

    /** What is said to a datagram, whatever is in it. */
    String toDatagram(boolean ready) {
        if (!ready) {
            return error("not ready");
        }
        return fails() ? error("scripted failure") : identity.json();
    }

    HttpAnswer notReady() {
        return answer(503, error("not ready"));
    }

    private boolean fails() {
        double failing = script.get().failing();
        return failing > 0 && dice.nextDouble() < failing;
    }

    private String error(String what) {
        return FlatJson.write(Map.of("error", what, "pod", identity.pod()));
    }

    private String environment() {
        return FlatJson.write(new TreeMap<>(identity.environment()));
    }

    private HttpAnswer answer(int status, String json) {
        return new HttpAnswer(status, identity.headers(), json);
    }
}
