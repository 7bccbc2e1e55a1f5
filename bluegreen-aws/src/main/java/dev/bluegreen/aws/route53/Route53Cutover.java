package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.Reads;
import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Moves traffic by the records of one name in Route 53. Made by {@link #using(Aws, Route53Client)}; thread-safe.
 *
 * <p>A move is one atomic batch: the records of all types with changed weights (or, for failover, targets), and the TXT record
 * {@code _bluegreen.<name>}, deleted with its exact old value and created with a new one. That record carries the fencing
 * token and the cutover's id, so that one of several writers wins. A foreign write between our read and our batch is
 * overwritten: Route 53 has no record versions. That delete and create work in one batch is from the documentation and was
 * not yet confirmed on a real account.
 *
 * <p>A move is verified when the records read as written, the change is INSYNC and, on {@link Aws#on a platform}, the
 * pods are ready. Clients may still go to the old track for the old TTL, or longer if they cache longer; see {@link
 * #settleBound()}.
 */
public final class Route53Cutover implements CutoverStrategy {

    private static final Duration DEFAULT_SLACK = Duration.ofSeconds(60);
    private static final Duration LONGEST_PROOF = Duration.ofMinutes(10);

    /** How long a look may wait for the account's rate limit before it counts as failed. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final RecordApi api;
    private final Policy policy;
    private final boolean fenced;
    private final Duration slack;
    private final Resolvers resolvers;
    private final ExternalDnsRegistry registry;
    private final LastChange last;
    private final Watch<Proof.Look> watch;

    private Route53Cutover(
            RecordApi api,
            Policy policy,
            boolean fenced,
            Duration slack,
            Resolvers resolvers,
            ExternalDnsRegistry registry) {
        this.api = api;
        this.policy = policy;
        this.fenced = fenced;
        this.slack = slack;
        this.resolvers = resolvers;
        this.registry = registry;
        this.last = new LastChange(api, fenced);
        this.watch = new Watch<>(api.aws(), TURN);
    }

    static Route53Cutover of(RecordApi api, Policy policy) {
        return new Route53Cutover(api, policy, true, DEFAULT_SLACK, Resolvers.none(api), ExternalDnsRegistry.DEFAULT);
    }

    /**
     * Uses the caller's client with a separate rate limit. If several releases share an account, share an {@link Aws}
     * instead.
     *
     * @param client stays the caller's
     */
    public static Route53Record using(Route53Client client) {
        return using(Aws.alone(), client);
    }

    /**
     * Uses the caller's client within the rate limit of the account.
     *
     * @param client stays the caller's
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static Route53Record using(Aws aws, Route53Client client) {
        Input.given("route53.aws", aws, "give an Aws, such as Aws.alone()");
        Input.given("route53.client", client, "give a Route53Client");
        return new Route53Record(new RecordApi(aws, client, "", ""));
    }

    /**
     * A copy without the TXT record, for zones where none may be written. Then only the release's lock keeps two processes
     * apart, and a delayed write takes effect when it arrives: the next read detects it, nothing prevents it.
     */
    public Route53Cutover unfenced() {
        return new Route53Cutover(api, policy, false, slack, resolvers, registry);
    }

    /**
     * A copy with another slack: how long after the old TTL clients may still go to the old track; default 60 s.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is negative or longer than 10 years
     */
    public Route53Cutover slack(Duration afterTtl) {
        Input.requireDuration("slack", afterTtl);
        return new Route53Cutover(api, policy, fenced, afterTtl, resolvers, registry);
    }

    /**
     * A copy that is verified only when these DNS servers, too, answer with the target: such as resolvers of clients, or the
     * name servers of a delegated zone. For an alias, the answers are compared with the addresses to which this JVM resolves
     * its load balancer.
     *
     * @param servers as {@code host} or {@code host:port}
     * @throws dev.bluegreen.model.ConfigurationException if there is none, or one cannot be read
     */
    public Route53Cutover verifiedBy(String... servers) {
        return with(resolvers.and(servers));
    }

    /**
     * A copy that is verified only when all name servers of the hosted zone, as listed by Route 53, answer with the target,
     * too. Not for private zones, whose name servers answer only in their networks: name resolvers there with
     * {@link #verifiedBy}.
     */
    public Route53Cutover verifiedByNameServers() {
        return with(resolvers.andThoseOfTheZone());
    }

    /**
     * A copy that recognizes ExternalDNS's TXT records by its flags {@code --txt-prefix}, {@code --txt-suffix} and
     * {@code --txt-wildcard-replacement}, to detect that it owns the record. By default its names without these flags are
     * searched. Its other registries (DynamoDB) are not read.
     *
     * @param prefix may contain {@code %{record_type}}; empty for none
     * @param suffix may contain {@code %{record_type}}; empty for none
     * @param wildcardReplacement replacement of an asterisk; empty for none
     * @throws dev.bluegreen.model.ConfigurationException if one has characters that a record name cannot have
     */
    public Route53Cutover externalDnsNames(String prefix, String suffix, String wildcardReplacement) {
        ExternalDnsRegistry named = new ExternalDnsRegistry(prefix, suffix, wildcardReplacement);
        return new Route53Cutover(api, policy, fenced, slack, resolvers, named);
    }

    private Route53Cutover with(Resolvers changed) {
        return new Route53Cutover(api, policy, fenced, slack, changed, registry);
    }

    /** Proof of moves that ExternalDNS makes, for {@code externalDns(...).verifiedBy(...)}; moves nothing. */
    public RecordVerifier verifier() {
        return new RecordVerifier(readBack());
    }

    /** Verification of records that another controller moves; moves nothing. See {@link RecordReadBack}. */
    public RecordReadBack readBack() {
        return new RecordReadBack(api, policy, resolvers);
    }

    @Override
    public String router() {
        return api.router();
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        RecordGroup group = read();
        return state(group, settleBound(group));
    }

    @Override
    public Preflight preflight(Move move) {
        RecordGroup group = source(move.before()).orElseGet(this::read);
        resolvers.require();
        Reads reads = new Reads(api.aws().time());
        Supplier<Optional<HostedZone>> reading = reads.begin(() -> ZoneRisks.read(api));
        Supplier<Set<String>> blue = reads.begin(() -> hosts(move, Track.BLUE));
        Supplier<Set<String>> green = reads.begin(() -> hosts(move, Track.GREEN));
        Optional<HostedZone> zone = reading.get();
        List<Finding> sides =
                new RecordTargets(api, zone.map(HostedZone::name), blue.get(), green.get()).findings(policy, group);
        List<Finding> risks = new Risks(api, policy, group, registry, new Ttls(api)).of(move);
        Stream<Finding> ofZone = zone.map(ZoneRisks::new).flatMap(ZoneRisks::finding).stream();
        boolean isThere = policy.matches(group, move.target());
        List<PlannedWrite> writes = isThere ? List.of() : List.of(planned(group, move.target()));
        return new Preflight(
                writes,
                Stream.of(sides.stream(), risks.stream(), ofZone)
                        .flatMap(findings -> findings)
                        .toList());
    }

    private Set<String> hosts(Move move, Track track) {
        return api.aws().platform().stream()
                .flatMap(known -> known.addresses(move.world().release(), track).loadBalancers().stream())
                .map(DnsNames::host)
                .collect(Collectors.toSet());
    }

    /** True: {@link #shift} reads the records right before it writes them. */
    @Override
    public boolean isCurrent(RouterState read) {
        return true;
    }

    @Override
    public RouterState shift(Move move) {
        RecordGroup before = asRead(move.before());
        Fence fence = new Fence(
                move.world().release().name(),
                move.token(),
                Optional.of(move.cutoverId()),
                move.cutoverId(),
                api.aws().time().now());
        return write(new Batch(before, policy.moved(before, move.target()), fence, fenced), move.before());
    }

    /** Writes a new fence; without a TXT record it only reads. */
    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        RecordGroup group = asRead(before);
        if (!fenced) {
            return state(group, settleBound(before));
        }
        Fence fence = new Fence(
                release.name(),
                token,
                before.cutoverId(),
                attempt,
                api.aws().time().now());
        return write(new Batch(group, List.of(), fence, true), before);
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return new Proof(router(), policy, fenced, watch, api.aws().platform())
                .of(move, api.aws().time().now());
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return watch.unseenSince();
    }

    /** Polls the records about every 5 s, and calls back when they change or our change is INSYNC. */
    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        Subscription records = watch.subscribe(this::look, onChange);
        Optional<Subscription> pods =
                api.aws().platform().map(platform -> platform.workloads().watch(release, onChange));
        return () -> {
            records.close();
            pods.ifPresent(Subscription::close);
        };
    }

    /** The TTL of an alias to a load balancer plus the slack; a state that was read has the bound of its records. */
    @Override
    public Duration settleBound() {
        return Duration.ofSeconds(Ttls.LOAD_BALANCER).plus(slack);
    }

    /** The highest TTL plus the slack: a resolver may have queried right before the change was INSYNC. */
    private Duration settleBound(RecordGroup group) {
        return Duration.ofSeconds(new Ttls(api).seconds(policy, group)).plus(slack);
    }

    private Duration settleBound(RouterState before) {
        return before.settleBound().orElseGet(this::settleBound);
    }

    /** 10 min: a change is usually INSYNC within 60 s, but that is not guaranteed. */
    @Override
    public Duration provenWithin() {
        return LONGEST_PROOF;
    }

    /** True: moving back would need the same propagation, so a change that is not INSYNC yet is not reverted. */
    @Override
    public boolean staysUnproven() {
        return true;
    }

    @Override
    public Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
        return policy.failsOpenTo(read(), idle)
                ? Optional.of(router() + " answers with " + idle + " when the health check of " + idle.other()
                        + " fails; point the record of " + idle + " to " + idle.other() + " first")
                : Optional.empty();
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return policy.supports(split);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return permissions(false);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, RouterState read) {
        return permissions(source(read).filter(RecordGroup::isChecked).isPresent());
    }

    /** The records that a state was made of; empty if it has another source. */
    private static Optional<RecordGroup> source(RouterState read) {
        return read.source().filter(RecordGroup.class::isInstance).map(RecordGroup.class::cast);
    }

    private List<Permission> permissions(boolean checked) {
        return Stream.concat(
                        api.permissions(fenced, checked || policy instanceof Failover).stream(),
                        resolvers.permissions().stream())
                .toList();
    }

    @Override
    public String toString() {
        return router();
    }

    private RecordGroup read() {
        RecordGroup group = api.read(fenced);
        policy.require(group);
        return group;
    }

    private Proof.Look look() {
        RecordGroup group = api.read(fenced);
        return new Proof.Look(
                group,
                resolvers.query(policy, group),
                new HealthChecks(api).of(policy, group, policy.split(group)),
                last.look(group));
    }

    private RecordGroup asRead(RouterState before) {
        RecordGroup now = read();
        if (!now.version().equals(before.version())) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    router() + " was " + before.routing() + " and is " + policy.routing(now)
                            + ": another client wrote it");
        }
        return now;
    }

    private RouterState write(Batch batch, RouterState before) {
        watch.forget();
        last.send(batch, Optional.empty());
        String id = api.change(batch.changes(), batch.comment());
        watch.forget();
        last.send(batch, Optional.of(id));
        return state(batch.after(), settleBound(before));
    }

    /** Without a fence, only the process that wrote the records knows of which cutover they are. */
    private RouterState state(RecordGroup group, Duration settles) {
        Optional<Fence> fence =
                fenced ? group.fence().map(Fence::of) : last.of(group).map(LastChange.Sent::fence);
        return RouterState.builder(router(), policy.split(group))
                .routing(policy.routing(group))
                .token(fence.map(Fence::token).orElse(0L))
                .cutoverId(fence.flatMap(Fence::cutover))
                .version(group.version())
                .settleBound(settles)
                .source(group)
                .build();
    }

    private PlannedWrite planned(RecordGroup group, TrafficSplit target) {
        List<ResourceRecordSet> moved = policy.moved(group, target);
        String fence = fenced ? "; TXT " + Fence.nameFor(api.name()) + " in the same batch" : "";
        String change = policy.routing(group) + " -> " + policy.routing(group.with(moved, group.fence())) + fence;
        return new PlannedWrite(router(), "ChangeResourceRecordSets", change, true);
    }
}
