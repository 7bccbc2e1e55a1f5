package dev.bluegreen.examples.shop;

import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.spi.Platform.Handover;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.PrintStream;
import java.util.Optional;

/** The releases of the namespace {@code shop}: one person requests, another approves, and a job carries out. */
final class ShopReleases {

    private final Fabric8Platform shop;
    private final PrintStream out;

    ShopReleases(Fabric8Platform shop, PrintStream out) {
        this.shop = shop;
        this.out = out;
    }

    /** The one description of the release: who requests, who carries out and who cancels use it. */
    ReleaseBuilder checkout() {
        return BlueGreen.release("checkout")
                .on(shop)
                .cutover(shop.selectorPatch("checkout-svc"))
                .approval(reviewers().within(ofDays(1)))
                .window(ChangeWindow.parse("allow Mon-Thu 08:00-17:00 Europe/Berlin"))
                .waitForWindow(ofDays(4))
                .bake(ofMinutes(10), Slo.podHealth())
                .standby(ofHours(24));
    }

    /** One of them, but not the one who requests. */
    private Approval reviewers() {
        return Approval.quorum(
                        1,
                        shop.annotationApproval().of("ann"),
                        shop.annotationApproval().of("bob"),
                        shop.annotationApproval().of("carol"))
                .notByRequester();
    }

    /** Returns at once: the cutover is in the record, and waits for its approval. */
    CutoverRequest request(String who, String why) {
        CutoverRequest request = checkout().build().requestedBy(who, why).request(GREEN);
        out.println("cutover " + request.id() + " waits for " + request.waitsFor());
        return request;
    }

    /** One pass of the job: goes on with what may go on, and retires what is due. */
    void due() {
        BlueGreen.resumeDue(shop, this::described).forEach(out::println);
        BlueGreen.retireDue(shop).forEach(out::println);
    }

    private Optional<ReleaseBuilder> described(String name) {
        return name.equals("checkout") ? Optional.of(checkout()) : Optional.empty();
    }

    /** The Role of the job. */
    String role() {
        Release checkout = checkout().build();
        return KubernetesRbac.of(checkout).toString();
    }

    /** {@code due}, or {@code request <who> <why>}; a job that is evicted leaves its work to the next one. */
    public static void main(String[] args) {
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                Fabric8Platform shop = Fabric8Platform.of(client)) {
            shop.onJvmShutdown(ofSeconds(20), Handover.LEAVE);
            ShopReleases releases = new ShopReleases(shop, System.out);
            if (args.length == 3 && args[0].equals("request")) {
                CutoverRequest unused = releases.request(args[1], args[2]);
            } else {
                releases.due();
            }
        }
    }
}
