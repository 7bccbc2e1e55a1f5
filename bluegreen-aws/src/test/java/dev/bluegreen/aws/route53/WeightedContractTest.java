package dev.bluegreen.aws.route53;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.contract.CutoverStrategyContract;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class WeightedContractTest extends CutoverStrategyContract {

    private final Dns dns = Dns.weighted();
    private final List<Subscription> watches = new ArrayList<>();

    @AfterEach
    void close() {
        watches.forEach(Subscription::close);
        dns.close();
    }

    @Override
    protected ReleaseSpec release() {
        return Dns.SHOP;
    }

    /** Watched, as the engine watches what it verifies: there is nothing to see of records that nobody looks at. */
    @Override
    protected CutoverStrategy strategy() {
        Route53Cutover strategy = dns.cutover();
        watches.add(strategy.watch(release(), () -> {}));
        return strategy;
    }

    @Override
    protected World world() {
        return dns.platform.workloads().read(release());
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        dns.moveAsAnotherWriter(track);
    }

    @Override
    protected void makeUnready(Track track) {
        dns.platform.setReady(InMemoryPlatform.workloadName("shop", track), 0);
    }

    @Override
    protected void loseAnswerOfMove() {
        dns.route53.faults().on("ChangeResourceRecordSets").nth(1).then(AwsFault.dropAfter());
    }

    @Override
    protected void settle() {
        dns.time.advance(Duration.ofSeconds(30));
    }

    @Override
    protected Time time() {
        return dns.time;
    }
}
