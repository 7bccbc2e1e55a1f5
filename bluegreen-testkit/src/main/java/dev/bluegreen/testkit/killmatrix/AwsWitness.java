package dev.bluegreen.testkit.killmatrix;

import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.aws.AwsCall;
import dev.bluegreen.testkit.internal.aws.AwsOnlooker;
import dev.bluegreen.testkit.killmatrix.AwsSide.State;
import dev.bluegreen.testkit.killmatrix.ServiceHistory.RouterWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sees all calls of the fake AWS: keeps who made which, and tells the history what they did to the router. A write that
 * lands without its process having the lock, where nothing keeps it out, is told as somebody else's and counted.
 * Thread-safe.
 */
final class AwsWitness implements AwsOnlooker {

    private final AwsSide side;
    private final ServiceHistory history;
    private final String router;
    private final Time time;
    private final Consumer<String> onCut;
    private final Map<String, List<KillCall>> calls = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private State last;
    private int late;

    /** @param onCut is told of a process whose connection was cut */
    AwsWitness(AwsSide side, ServiceHistory history, String router, Time time, Consumer<String> onCut) {
        this.side = side;
        this.history = history;
        this.router = router;
        this.time = time;
        this.onCut = onCut;
        this.last = side.state();
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
        State now = side.state();
        if (isLate(call, client)) {
            late++;
            wrote("a late write of " + client, now, call);
        } else {
            wrote(client, now, call);
        }
        if (side.shows(call.action())) {
            history.saw(client, router, time.now());
        }
        last = now;
    }

    @Override
    public void cut(AwsCall call) {
        onCut.accept(call.signature().accessKeyId());
    }

    private boolean isLate(AwsCall call, String client) {
        return !side.hasCompareAndSet() && side.writes(call.action()) && !history.holds(client);
    }

    private void wrote(String client, State now, AwsCall call) {
        TrafficSplit to = now.split();
        int position = sent.getOrDefault(call.requestId(), 0);
        if (!now.equals(last)) {
            history.wrote(new RouterWrite(client, router, to, last.token(), now.token(), time.now(), position));
        }
    }
}
