package dev.bluegreen.file.internal.fabric8;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.FLAG;
import static dev.bluegreen.file.spi.ValueType.OBJECT_NAME;
import static dev.bluegreen.file.spi.ValueType.TEXT;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.AlbIngress;
import dev.bluegreen.fabric8.ExternalDns;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.fabric8.IstioRoute;
import dev.bluegreen.fabric8.NlbService;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.file.internal.aws.Route53Keys;
import dev.bluegreen.file.internal.aws.TargetGroupKeys;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.RouterTypes;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Routers that are objects of Kubernetes. Signatures name no type of bluegreen-fabric8, so that files can be read without it. */
public final class Fabric8Routers implements RouterTypes {

    private static final Key<Duration> SETTLES_WITHIN =
            Key.of("settlesWithin", DURATION, "The time after the proof in which old routing may still be acted on.");
    private static final Key<HopVerifier> VERIFIED_BY =
            Key.of("verifiedBy", TargetGroupKeys.VERIFIER, "Moves are proven at the load balancer itself, too.");

    private static final Key<String> SELECTOR_PATCH =
            Key.of("selectorPatch", ValueType.DNS_LABEL, "The Service whose selector is patched.");
    private static final Key<Duration> UNVERIFIED = Key.of(
            "unverified", DURATION, "Both tracks take traffic for this time, which the plan reports as not verified.");
    private static final Key<Widening> MAKE_BEFORE_BREAK = Key.of(
            "makeBeforeBreak",
            ValueType.either(
                    ValueType.YES.map(yes -> new Widening(Optional.empty(), Optional.empty())),
                    ValueType.of(Keys.of("How new targets are known to be healthy.")
                            .allowing(VERIFIED_BY, UNVERIFIED)
                            .making(Fabric8Routers::widening))),
            "Both tracks take traffic on the way, as load balancers to pods need it: docs/make-before-break.md.");
    private static final Key<Integer> MAX_TARGETS = Key.of(
            "maxTargetsPerTargetGroup",
            ValueType.WHOLE,
            "How many targets the controller registers in a target group.");

    private static final Key<String> ALB_INGRESS =
            Key.of("albIngress", OBJECT_NAME, "The Ingress whose action annotations have the weights.");
    private static final Key<String> PREFIX =
            Key.of("annotationPrefix", OBJECT_NAME, "The prefix of annotations, if the controller has another one.");
    private static final Key<Boolean> DISABLE_STICKINESS = Key.of(
            "disableStickiness", FLAG, "Stickiness to target groups is switched off in the write that moves traffic.");
    private static final Key<Duration> AWAIT_STICKINESS = Key.of(
            "awaitStickiness", DURATION, "Stickiness stays on; the longest lifetime of its cookie that is tolerated.");

    private static final Key<String> NLB_SERVICE =
            Key.of("nlbService", ValueType.DNS_LABEL, "The Service with a Network Load Balancer.");
    private static final Key<String> CONTROLLER_VERSION =
            Key.of("controllerVersion", TEXT, "The version of the controller, such as 3.5.0.");

    private static final Key<String> HTTP_ROUTE = Key.of("httpRoute", OBJECT_NAME, "The HTTPRoute.");
    private static final Key<String> GRPC_ROUTE = Key.of("grpcRoute", OBJECT_NAME, "The GRPCRoute.");
    private static final Key<String> NAMESPACE =
            Key.of("namespace", ValueType.DNS_LABEL, "The namespace of the route, if it is another one.");
    private static final Key<String> RULE =
            Key.of("rule", ValueType.PORT, "The name of the only rule to move, or its place from 0.");
    private static final Key<Boolean> ALLOW_SESSIONS = Key.of(
            "allowSessionPersistence", FLAG, "Moves a rule with sessionPersistence; sessions stay on the old track.");

    private static final Key<String> VIRTUAL_SERVICE = Key.of("virtualService", OBJECT_NAME, "The VirtualService.");
    private static final Key<String> ROUTE = Key.of("route", TEXT, "The name of the only http route to move.");
    private static final Key<Duration> PUSHED_WITHIN =
            Key.of("pushedWithin", DURATION, "How long a push to the proxies is awaited; default 10s.");

    private static final Key<String> EXTERNAL_DNS = Key.of(
            "externalDns",
            Route53Keys.HOST_NAME,
            "The host name whose records a DNSEndpoint has, such as api.example.com or '*.example.com'.");
    private static final Key<String> ENDPOINT =
            Key.of("endpoint", OBJECT_NAME, "The DNSEndpoint; default it has the name of the records.");
    private static final Key<String> BLUE = Key.of("blue", TEXT, "That of BLUE.");
    private static final Key<String> GREEN = Key.of("green", TEXT, "That of GREEN.");
    private static final ValueType<Both> BOTH = ValueType.of(Keys.of("One for each track.", BLUE, GREEN)
            .making(values -> new Both(values.get(BLUE), values.get(GREEN))));
    private static final Key<Both> IDENTIFIERS =
            Key.of("identifiers", BOTH, "The set identifiers; default the values of the track's label.");
    private static final Key<Both> FAILOVER =
            Key.of("failover", BOTH, "The targets of a PRIMARY and a SECONDARY record, which are swapped.");
    private static final Key<HopVerifier> RECORDS_VERIFIED_BY =
            Key.of("verifiedBy", Route53Keys.VERIFIER, "Moves are proven at Route 53, too.");

    @Override
    public List<Keys<? extends CutoverStrategy>> routers() {
        return List.of(
                Keys.of("The selector of a Service.", SELECTOR_PATCH)
                        .allowing(SETTLES_WITHIN, MAKE_BEFORE_BREAK, MAX_TARGETS)
                        .making(Fabric8Routers::selectorPatch),
                Keys.of("An Ingress of the AWS Load Balancer Controller.", ALB_INGRESS)
                        .allowing(PREFIX, SETTLES_WITHIN, DISABLE_STICKINESS, AWAIT_STICKINESS, VERIFIED_BY)
                        .making(Fabric8Routers::albIngress),
                Keys.of("A Service of the AWS Load Balancer Controller.", NLB_SERVICE)
                        .allowing(SETTLES_WITHIN, CONTROLLER_VERSION, VERIFIED_BY)
                        .making(Fabric8Routers::nlbService),
                Keys.of("A route of the Gateway API.", HTTP_ROUTE)
                        .allowing(NAMESPACE, RULE, ALLOW_SESSIONS, SETTLES_WITHIN)
                        .making(values -> route(values, HTTP_ROUTE)),
                Keys.of("A route of the Gateway API, for gRPC.", GRPC_ROUTE)
                        .allowing(NAMESPACE, RULE, ALLOW_SESSIONS, SETTLES_WITHIN)
                        .making(values -> route(values, GRPC_ROUTE)),
                Keys.of("A VirtualService of Istio.", VIRTUAL_SERVICE)
                        .allowing(ROUTE, PUSHED_WITHIN, SETTLES_WITHIN)
                        .making(Fabric8Routers::virtualService),
                Keys.of("Records of ExternalDNS.", EXTERNAL_DNS)
                        .allowing(ENDPOINT, IDENTIFIERS, FAILOVER, PREFIX, SETTLES_WITHIN, RECORDS_VERIFIED_BY)
                        .making(Fabric8Routers::externalDns));
    }

    private record Widening(Optional<HopVerifier> verifier, Optional<Duration> unverified) {}

    private record Both(String blue, String green) {}

    private static Widening widening(Values values) {
        return values.only(VERIFIED_BY, UNVERIFIED).equals(VERIFIED_BY)
                ? new Widening(Optional.of(values.get(VERIFIED_BY)), Optional.empty())
                : new Widening(Optional.empty(), Optional.of(values.get(UNVERIFIED)));
    }

    private static CutoverStrategy selectorPatch(Values values) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.selectorPatch(values.get(SELECTOR_PATCH)))
                .set(SETTLES_WITHIN, SelectorPatch::settlesWithin)
                .set(
                        MAKE_BEFORE_BREAK,
                        (patch, how) -> how.verifier()
                                .map(patch::makeBeforeBreak)
                                .or(() -> how.unverified().map(patch::makeBeforeBreak))
                                .orElseGet(patch::makeBeforeBreak))
                .set(MAX_TARGETS, SelectorPatch::maxTargetsPerTargetGroup)
                .done();
    }

    private static CutoverStrategy albIngress(Values values) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.albIngress(values.get(ALB_INGRESS)))
                .set(PREFIX, AlbIngress::annotationPrefix)
                .set(SETTLES_WITHIN, AlbIngress::settlesWithin)
                .when(DISABLE_STICKINESS, AlbIngress::disableStickiness)
                .set(AWAIT_STICKINESS, AlbIngress::awaitStickiness)
                .set(VERIFIED_BY, AlbIngress::verifiedBy)
                .done();
    }

    private static CutoverStrategy nlbService(Values values) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.nlbService(values.get(NLB_SERVICE)))
                .set(SETTLES_WITHIN, NlbService::settlesWithin)
                .set(CONTROLLER_VERSION, NlbService::controllerVersion)
                .set(VERIFIED_BY, NlbService::verifiedBy)
                .done();
    }

    private static CutoverStrategy route(Values values, Key<String> kind) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        String name = values.get(kind);
        return values.begin(kind.equals(HTTP_ROUTE) ? platform.httpRoute(name) : platform.grpcRoute(name))
                .set(NAMESPACE, GatewayRoute::inNamespace)
                .set(RULE, GatewayRoute::rule)
                .when(ALLOW_SESSIONS, GatewayRoute::allowSessionPersistence)
                .set(SETTLES_WITHIN, GatewayRoute::settlesWithin)
                .done();
    }

    private static CutoverStrategy virtualService(Values values) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.virtualService(values.get(VIRTUAL_SERVICE)))
                .set(ROUTE, IstioRoute::route)
                .set(PUSHED_WITHIN, IstioRoute::pushedWithin)
                .set(SETTLES_WITHIN, IstioRoute::settlesWithin)
                .done();
    }

    private static CutoverStrategy externalDns(Values values) {
        Fabric8Platform platform = Fabric8Parts.platform(values);
        return values.begin(platform.externalDns(values.get(EXTERNAL_DNS)))
                .set(ENDPOINT, ExternalDns::endpoint)
                .set(IDENTIFIERS, (dns, ids) -> dns.identifiers(ids.blue(), ids.green()))
                .set(FAILOVER, (dns, targets) -> dns.failover(targets.blue(), targets.green()))
                .set(PREFIX, ExternalDns::annotationPrefix)
                .set(SETTLES_WITHIN, ExternalDns::settlesWithin)
                .set(RECORDS_VERIFIED_BY, ExternalDns::verifiedBy)
                .done();
    }
}
