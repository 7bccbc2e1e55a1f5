package dev.bluegreen.file.internal.fabric8;

import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.JobSmokeTest;
import dev.bluegreen.fabric8.LoadBalancerCheck;
import dev.bluegreen.file.internal.aws.TargetGroupKeys;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Tests that are objects of Kubernetes, and ways to the idle track. */
public final class Fabric8Tests {

    private static final Key<String> MANIFEST = Key.of(
            "job",
            ValueType.FILE,
            "The file, relative to this one, with the manifest of a Job that tests the idle track.");
    private static final Key<Duration> JOB_WITHIN =
            Key.of("within", ValueType.DURATION, "How long the Job may take; default 5m.");
    private static final Key<String> SERVICE =
            Key.of("loadBalancer", ValueType.DNS_LABEL, "The Service whose load balancer has to have an address.");
    private static final Key<Duration> WITHIN =
            Key.of("within", ValueType.DURATION, "How long address and answer are awaited; default 3m.");

    private static final Key<Boolean> PREVIEW_SERVICE =
            Key.of("previewService", ValueType.YES, "A temporary Service, for tests that run inside the cluster.");
    private static final Key<String> HTTP_ROUTE = Key.of(
            "httpRoute", ValueType.OBJECT_NAME, "An HTTPRoute with a rule that leads to the idle track by headers.");
    private static final Key<URI> GATEWAY =
            Key.of("gateway", ValueType.ADDRESS, "The address of the gateway, without a path.");

    /** A Job. */
    public static final Keys<SmokeTest> JOB = Keys.of("A Job against the idle track.", MANIFEST)
            .allowing(JOB_WITHIN)
            .making(Fabric8Tests::job);

    /** Ways to the idle track. */
    public static final ValueType<Preview> PREVIEW = ValueType.choice(List.of(
                    Keys.of("A preview Service.", PREVIEW_SERVICE).making(Fabric8Tests::previewService),
                    Keys.of("A rule of a gateway.", HTTP_ROUTE, GATEWAY).making(Fabric8Tests::headerPreview),
                    TargetGroupKeys.PREVIEW))
            .named("preview");

    private Fabric8Tests() {}

    /** The wait for a load balancer, until it answers as a probe expects. */
    public static Keys<SmokeTest> loadBalancer(ValueType<TrafficProbe> probe) {
        Key<TrafficProbe> answering = Key.of("answering", probe, "A probe that has to confirm, too.");
        return Keys.of("A load balancer that is provisioned.", SERVICE)
                .allowing(WITHIN, answering)
                .making(values -> loadBalancer(values, answering));
    }

    private static SmokeTest loadBalancer(Values values, Key<TrafficProbe> answering) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.loadBalancerProvisioned(values.get(SERVICE)), LoadBalancerCheck::problems)
                .set(WITHIN, LoadBalancerCheck::within)
                .set(answering, LoadBalancerCheck::answering)
                .done();
    }

    private static SmokeTest job(Values values) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.smokeJob(values.get(MANIFEST)), JobSmokeTest::problems)
                .set(JOB_WITHIN, JobSmokeTest::within)
                .done();
    }

    private static Preview previewService(Values values) {
        return Fabric8Parts.platform(values).previewService();
    }

    private static Preview headerPreview(Values values) {
        return Fabric8Parts.platform(values).httpRoute(values.get(HTTP_ROUTE)).headerPreview(values.get(GATEWAY));
    }
}
