package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Platform.Handover;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What pages of {@code docs/how-to} show and no program has: that it compiles is its test. */
final class HowTo {

    private static final Slo errors = context -> new Slo.Result(Slo.Verdict.GOOD, "no error");

    private HowTo() {}

    static Release checkout(Platform shop) {
        return BlueGreen.release("checkout")
                .on(shop)
                .bake(ofMinutes(10), errors.named("error rate"))
                .standby(ofHours(24))
                .build();
    }

    static CutoverReport goOn(Release release) {
        CutoverReport report = release.resume();
        return report;
    }

    static void atTheStart(Release release) {
        if (release.status().unfinished().isPresent()) {
            release.resume();
        }
    }

    static void handOver(KubernetesClient client) {
        Platform shop = Fabric8Platform.of(client).inNamespace("shop");
        shop.onJvmShutdown(ofSeconds(20), Handover.LEAVE);
    }

    static ReleaseBuilder frozen(ReleaseBuilder builder) {
        return builder.window(
                        ChangeWindow.parse("allow Mon-Thu 08:00-17:00 Europe/Berlin"),
                        ChangeWindow.deny("Europe/Berlin").during(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 6)))
                .waitForWindow(Duration.ofDays(3))
                .namespaceWindows()
                .stoppable();
    }

    static void passed(Release release) {
        release.overridingWindows("ann", "INC-4711: hotfix of the payment outage")
                .switchTo(GREEN);
    }

    static void requested(Release checkout) {
        CutoverRequest request = checkout.requestedBy("ann", "OPS-12").request(GREEN); // returns at once
        request.id(); // approvals name it, cancel takes it
        checkout.cancel(request.id());
    }

    static List<Resumption> due(Platform shop, Map<String, ReleaseBuilder> described) {
        List<Resumption> done = BlueGreen.resumeDue(shop, name -> Optional.ofNullable(described.get(name)));
        return done;
    }

    static Cancellation cancelled(Release release, CutoverRequest request) {
        Cancellation cancelled = release.cancel(request.id());
        return cancelled;
    }
}
