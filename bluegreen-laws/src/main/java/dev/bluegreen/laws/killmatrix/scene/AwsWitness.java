package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.laws.killmatrix.scene.AwsSide.State;
import dev.bluegreen.laws.killmatrix.scene.SceneHistory.RouterWrite;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.AwsCall;
import dev.bluegreen.testkit.aws.internal.AwsOnlooker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Observes all calls to the fake AWS: remembers the caller of each, and enters their effects on the routers in the history. A
 * write that lands although its process does not have the lock, where nothing prevents it, is entered as a foreign write and
 * counted. Thread-safe.
 */
final class AwsWitness implements AwsOnlooker {

    private final AwsSide side;
    private final SceneHistory history;
    private final Time time;
    private final Consumer<String> onCut;
    private final Map<String, List<KillCall>> calls = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private final Map<String, State> last = new LinkedHashMap<>();
    private int late;

    /** @param onCut called with a process whose connection was cut */
    AwsWitness(AwsSide side, SceneHistory history, List<String> routers, Time time, Consumer<String> onCut) {
        this.side = side;
        this.history = history;
        this.time = time;
        this.onCut = onCut;
        routers.forEach(router -> last.put(router, side.state(router)));
    }

    synchronized List<KillCall> calls(String process) {
        return List.copyOf(calls.getOrDefault(process, List.of()));
    }

    synchronized int lateWrites() {
        return late;
    }

    @Override
    public synchronized void received(AwsCall call) {
        String client = call.signature().accessKeyId();
        int nth = counts.merge(client + " " + call.action(), 1, Integer::sum);
        calls.computeIfAbsent(client, any -> new ArrayList<>())
                .add(new KillCall(call.action(), side.service(), "", nth));
        sent.put(call.requestId(), history.history().position());
    }

    @Override
    public synchronized void answered(AwsCall call, int status) {
        if (status != 200) {
            return;
        }
        String client = call.signature().accessKeyId();
        boolean isLate = isLate(call, client);
        if (isLate) {
            late++;
        }
        last.replaceAll((router, before) -> {
            State now = side.state(router);
            if (!now.equals(before)) {
                wrote(isLate ? "a late write of " + client : client, router, before, now, call);
            }
            if (side.shows(call.action(), router)) {
                history.saw(client, router, time.now());
            }
            return now;
        });
    }

    @Override
    public void cut(AwsCall call) {
        onCut.accept(call.signature().accessKeyId());
    }

    private boolean isLate(AwsCall call, String client) {
        return !side.hasCompareAndSet() && side.writes(call.action()) && !history.holds(client);
    }

    private void wrote(String client, String router, State before, State now, AwsCall call) {
        int position = sent.getOrDefault(call.requestId(), 0);
        history.wrote(new RouterWrite(client, router, now.split(), before.token(), now.token(), time.now(), position));
    }
}
