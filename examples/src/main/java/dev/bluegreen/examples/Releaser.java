package dev.bluegreen.examples;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.examples.process.FastTime;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.spi.Platform.Handover;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * A process that switches the app of {@link AlbScene} to GREEN, or goes on with what another process left: on the cluster and
 * the load balancer of the process that started it. SIGTERM hands its cutover over; SIGKILL does not ask.
 */
final class Releaser {

    static final String SWITCH = "switch";
    static final String RESUME = "resume";

    private static final Duration TO_HAND_OVER = Duration.ofSeconds(20);

    /** The load balancer here loses no write. */
    private static final Duration SURE = Duration.ofSeconds(1);

    /** What a person wants to see. */
    private static final Set<Kind> SHOWN =
            EnumSet.of(Kind.PHASE, Kind.GATE, Kind.WAITING, Kind.INTENT, Kind.WRITE, Kind.ENDED);

    /** A JVM that has just started loads its classes while it looks. */
    private static final Duration WARMING_UP = Duration.ofMinutes(3);

    private Releaser() {}

    /**
     * Where it works, and how long its cutover takes.
     *
     * @param cluster the API server
     * @param balancer the API of the load balancer
     * @param groups the target groups of BLUE and GREEN
     * @param listener the listener
     * @param pause how long it holds each step
     * @param bake how long it bakes
     */
    record Order(URI cluster, URI balancer, List<String> groups, String listener, Duration pause, Duration bake) {

        static Order in(AlbScene scene, Duration pause, Duration bake) {
            return new Order(
                    URI.create(scene.cluster.client().getConfiguration().getMasterUrl()),
                    scene.alb.endpoint(),
                    List.of(scene.blue, scene.green),
                    scene.listener,
                    pause,
                    bake);
        }

        static Order parse(List<String> args) {
            return new Order(
                    URI.create(args.get(0)),
                    URI.create(args.get(1)),
                    args.subList(2, 4),
                    args.get(4),
                    Duration.parse(args.get(5)),
                    Duration.parse(args.get(6)));
        }

        /** The arguments of the process. */
        List<String> args(String verb, FastTime time) {
            List<String> own = List.of(
                    cluster.toString(),
                    balancer.toString(),
                    groups.get(0),
                    groups.get(1),
                    listener,
                    pause.toString(),
                    bake.toString());
            return Stream.of(List.of(verb), time.args(), own)
                    .flatMap(List::stream)
                    .toList();
        }

        /** The release, as each process has to describe it. */
        Release release(Fabric8Platform platform, ElasticLoadBalancingV2Client client, CutoverListener listening) {
            return BlueGreen.release("shop")
                    .on(platform)
                    .cutover(TargetGroupCutover.between(Aws.on(platform), client, groups.get(0), groups.get(1))
                            .readBackFor(SURE)
                            .settlesWithin(Duration.ZERO)
                            .defaultAction(listener))
                    .approval(platform.annotationApproval().within(Duration.ofHours(1)))
                    .schedule(Schedule.of(step(10, pause), step(50, pause)))
                    .bake(bake, Slo.podHealth())
                    .standby(Duration.ofHours(24))
                    .deadlines(Deadlines.DEFAULT.withPreflight(WARMING_UP))
                    .listener(listening)
                    .build();
        }
    }

    /** Exits 0 if traffic is where it was asked for. */
    public static void main(String[] args) {
        List<String> all = List.of(args);
        FastTime time = FastTime.parse(all.subList(1, 4));
        Order order = Order.parse(all.subList(4, all.size()));
        int code;
        try (KubernetesClient client = client(order.cluster());
                ElasticLoadBalancingV2Client balancer = AlbScene.client(order.balancer());
                Fabric8Platform platform = Fabric8Platform.of(client).withTime(time)) {
            platform.onJvmShutdown(TO_HAND_OVER, Handover.LEAVE);
            code = run(all.get(0), order.release(platform, balancer, printer()));
        }
        System.exit(code);
    }

    /** Of what another process has told already, nothing is shown again. */
    private static CutoverListener printer() {
        ProgressPrinter all = new ProgressPrinter(System.out);
        return event -> {
            if (SHOWN.contains(event.kind()) && !event.replayed()) {
                all.on(event);
            }
        };
    }

    private static int run(String verb, Release release) {
        try {
            System.out.println((verb.equals(RESUME) ? release.resume() : release.switchTo(GREEN)).sentence());
            return 0;
        } catch (BlueGreenException e) {
            System.out.println(e.getMessage());
            return 1;
        }
    }

    private static KubernetesClient client(URI cluster) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.toString())
                .withNamespace("default")
                .withOauthToken("releaser")
                .withHttp2Disable(true)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
