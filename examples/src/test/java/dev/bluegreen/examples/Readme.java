package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverReport;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;

/** What {@code README.md} and {@code docs/overview.md} show: that it compiles is its test. */
final class Readme {

    private Readme() {}

    static void inOneLine() {
        BlueGreen.release("checkout").switchTo(GREEN);
    }

    static void inShort(Fabric8Platform shop) {
        Release checkout = BlueGreen.release("checkout")
                .on(shop) // Fabric8Platform.of(client).inNamespace("shop")
                .cutover(shop.selectorPatch("checkout-svc"))
                .smokeTest(SmokeTest.get("/healthz").expectStatus(200)) // of the idle track, before it gets traffic
                .bake(ofMinutes(10), Slo.podHealth()) // a breach sends traffic back
                .standby(ofHours(24)) // how long BLUE stays
                .build();
        checkout.stage(GREEN).image("registry/checkout:v2").apply(); // a clone of BLUE with another image
        checkout.switchTo(GREEN); // returns when the move is proven, and baked
        checkout.rollBack(); // one write
        checkout.retire(BLUE); // refused while BLUE may get traffic
    }

    static void inWhole(KubernetesClient client, URI shopUri, URI url, URI hook) {
        var shop = Fabric8Platform.of(client).inNamespace("shop"); // thread-safe; share it, and close() it at the end
        Release checkout = BlueGreen.release("checkout")
                .on(shop)
                .cutover(shop.selectorPatch("checkout-svc")) // or several; without one, the Service is discovered
                .smokeTest(SmokeTest.get("/healthz").expectStatus(200)) // of the idle track, before it gets traffic
                .approval(
                        shop.annotationApproval().within(ofHours(4))) // or webhook, callback, quorum; bound to the plan
                .trafficProbe(TrafficProbe.get(shopUri)
                        .expectHeader("X-Version", "v2")
                        .inARow(20))
                .bake(
                        ofMinutes(10), // a breach sends traffic back
                        Slo.prometheus(url)
                                .query("sum(rate(errors[$window])) / sum(rate(requests[$window]))")
                                .below(0.01))
                .standby(Standby.lasting(ofHours(24)).scaledTo(1)) // BLUE stays for a day, small
                .requestedBy("ann", "CHG-1234") // for audit log and history
                .listener(SlackNotifier.webhook(hook))
                .build();

        checkout.stage(GREEN).image("registry/checkout:v2").apply(); // a clone of BLUE, or .manifest(helmOutput)
        System.out.println(checkout.plan(GREEN)); // every write in order, before any is made
        CutoverReport report = checkout.switchTo(GREEN); // returns when the move is proven, and baked
        checkout.rollBack(); // one write; needs nothing of GREEN
        checkout.retire(BLUE); // refused while BLUE may get traffic
        checkout.status(); // tracks, routers, lock, standby, history
    }
}
