package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.laws.Law;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.FakeRoute53;
import dev.bluegreen.testkit.time.VirtualTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every public method of the testkit, its fakes of AWS and the laws that takes something of a test, and everything that
 * nobody should give it.
 */
class BadInputTestkitTest {

    /**
     * What the testkit makes and calls itself, and what is not refused for a reason: facts are what somebody saw, which laws
     * judge; an assertion about null fails when it is used; every seed and every moment is a good one.
     */
    private static final Set<String> CALLED_BY_US = Set.of(
            "AlbArns.new",
            "ApiObserver.*",
            "ApiRequest.Builder.*",
            "ApiRequest.builder",
            "AwsFaults.strike",
            "AwsProcess.new",
            "AwsRequest.new",
            "AwsScene.calls",
            "AwsScene.isMove",
            "AwsScene.process",
            "AwsScene.resumeDue",
            "AwsScene.spoil",
            "AwsScene.strike",
            "CallInterceptor.*",
            "Fact.*",
            "FakeAddress.new",
            "FakeAlb.atRandom",
            "FakeRoute.atRandom",
            "FakeSns.Message.new",
            "Faults.strike",
            "History.Entry.new",
            "InMemoryPlatform.addresses",
            "InMemoryPlatform.discover",
            "KillMatrixResult.Row.new",
            "KillMatrixResult.Runs.new",
            "KillScene.*",
            "ObjectChange.*",
            "ObjectScene.calls",
            "ObjectScene.isMove",
            "ObjectScene.process",
            "ObjectScene.resumeDue",
            "ObjectScene.spoil",
            "ObjectScene.strike",
            "RandomSchedules.outcome",
            "RandomSchedules.trace",
            "RouterObject.*",
            "Scene.*",
            "SchedulesResult.*",
            "SerialTime.after",
            "SerialTime.fork",
            "SerialTime.restarted",
            "SerialTime.seeded",
            "TargetGroups.*",
            "TargetHost.*",
            "TestkitAssertions.assertThat",
            "TrafficRequest.*",
            "TrafficResult.new",
            "TrafficResult.since",
            "Violation.new",
            "VirtualTime.after",
            "VirtualTime.fork");

    private final BadInputs bad = new BadInputs();

    @Test
    void isRefusedWithWhatToGiveInstead() {
        try (FakeCluster cluster = FakeCluster.startOn(VirtualTime.create())) {
            cluster.app("shop").deploy();
            cluster.requestLog().clear();
            new BadClusterInputs(bad, cluster).tryAll();
            new BadFaultInputs(bad).tryAll(cluster);
            new BadAwsInputs(bad, cluster).tryAll();
            new BadToolInputs(bad, cluster).tryAll();
            new BadMemoryInputs(bad).tryAll();
            assertThat(cluster.writes()).isEmpty();
            assertThat(cluster.faults().unused()).isEmpty();
        }
        bad.check(List.of(FakeCluster.class, FakeRoute53.class, Law.class), CALLED_BY_US);
    }
}
