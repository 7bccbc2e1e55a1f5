package dev.bluegreen.fabric8;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.fabric8.internal.api.Identity;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.deployment.DeploymentFinder;
import dev.bluegreen.fabric8.internal.deployment.DeploymentWorkloads;
import dev.bluegreen.fabric8.internal.gateway.RouteKind;
import dev.bluegreen.fabric8.internal.rule.Rules;
import dev.bluegreen.fabric8.internal.service.Reachable;
import dev.bluegreen.fabric8.internal.service.ServiceDiscovery;
import dev.bluegreen.fabric8.internal.smoke.ClusterPreviews;
import dev.bluegreen.fabric8.internal.smoke.PreviewService;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Discovery;
import dev.bluegreen.spi.Holders;
import dev.bluegreen.spi.Inspection;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Previews;
import dev.bluegreen.spi.RecordListing;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.TrackAddresses;
import dev.bluegreen.spi.Workloads;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One namespace of a Kubernetes cluster, accessed through the caller's fabric8 client.
 *
 * <p>Create one per namespace and share it: it owns the namespace's watches (Services, Deployments, EndpointSlices, pods),
 * which open on first use and serve all releases. Immutable and thread-safe. {@link #inNamespace}
 * and {@link #withTime} return a new platform with separate watches.
 */
public final class Fabric8Platform implements Platform {

    private final KubernetesClient client;
    private final Time time;
    private final RunningWork running;
    private final Runnable onClose;
    private final Kube kube;
    private final NamespaceWatch watch;
    private final Workloads workloads;
    private final LeaseRecords records;
    private final NamespaceNotices notices;
    private final Holders holders = new Holders();
    private final Previews previews;
    private final boolean comparesConfig;
    private final Rules rules;

    Fabric8Platform(KubernetesClient client, String namespace, Time time, Runnable onClose) {
        this(client, namespace, time, onClose, false);
    }

    private Fabric8Platform(
            KubernetesClient client, String namespace, Time time, Runnable onClose, boolean comparesConfig) {
        this.client = client;
        this.time = time;
        this.running = new RunningWork(time);
        this.onClose = onClose;
        this.kube = new Kube(client, namespace);
        this.watch = new NamespaceWatch(kube, time);
        this.workloads = new DeploymentWorkloads(kube, watch, time);
        this.records = new LeaseRecords(kube);
        this.notices = new ConfigMapNotices(kube);
        this.previews = new ClusterPreviews(kube, watch);
        this.comparesConfig = comparesConfig;
        this.rules = new Rules(kube, comparesConfig, time);
    }

    /**
     * The client's namespace, or {@code default} if it has none; in real time.
     *
     * @param client stays the caller's: closing the platform does not close it; its own retries are not used
     */
    public static Fabric8Platform of(KubernetesClient client) {
        Input.given("client", client, "give a KubernetesClient");
        return new Fabric8Platform(client, defaultNamespace(client), Time.system(), () -> {});
    }

    static String defaultNamespace(KubernetesClient client) {
        return Optional.ofNullable(client.getNamespace())
                .filter(name -> !name.isEmpty())
                .orElse("default");
    }

    /**
     * Another namespace of the same cluster. Its existence is checked by the first call that finds nothing in it.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a DNS-1123 label
     */
    public Fabric8Platform inNamespace(String namespace) {
        Names.requireDnsLabel("namespace", namespace);
        return new Fabric8Platform(client, namespace, time, onClose, comparesConfig);
    }

    /** The same namespace with another time source, such as a test's. */
    public Fabric8Platform withTime(Time other) {
        Input.given("time", other, "give a Time");
        return new Fabric8Platform(client, kube.namespace(), other, onClose, comparesConfig);
    }

    /**
     * The same namespace, where a thorough preflight reads the ConfigMaps and Secrets that the tracks use, to ignore immutable
     * ones and to compare contents by hash. Requires {@code get} on each of them, by name. Contents and hashes are never logged
     * or stored.
     */
    public Fabric8Platform comparingConfig() {
        return new Fabric8Platform(client, kube.namespace(), time, onClose, true);
    }

    /**
     * Moves traffic by the selector of a Service of this namespace.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the name is not a DNS-1123 label; whether the Service exists is
     *     checked when it is read
     */
    public SelectorPatch selectorPatch(String service) {
        Names.requireDnsLabel("cutover.service", service);
        return new SelectorPatch(kube, watch, time, service);
    }

    /**
     * Moves traffic by the weights in the action annotations of an Ingress of this namespace, for the AWS Load Balancer
     * Controller: see {@link AlbIngress}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a name of an object; whether the Ingress exists is checked
     *     when it is read
     */
    public AlbIngress albIngress(String ingress) {
        Names.requireObjectName("cutover.ingress", ingress);
        return AlbIngress.of(kube, watch, time, ingress);
    }

    /**
     * Moves traffic by the weights in the action annotations of a Service of this namespace that has a Network Load Balancer
     * of the AWS Load Balancer Controller: see {@link NlbService}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the name is not a DNS-1123 label
     */
    public NlbService nlbService(String service) {
        Names.requireDnsLabel("cutover.service", service);
        return NlbService.of(kube, watch, time, service);
    }

    /**
     * Moves traffic by the weights of an HTTPRoute of this namespace: see {@link GatewayRoute}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a name of an object; whether the route exists, and the
     *     cluster serves its kind, is checked when it is read
     */
    public GatewayRoute httpRoute(String route) {
        Names.requireObjectName("cutover.httpRoute", route);
        return GatewayRoute.of(RouteKind.http(), kube, watch, time, route);
    }

    /**
     * Moves traffic by the weights of a GRPCRoute of this namespace: see {@link GatewayRoute}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a name of an object
     */
    public GatewayRoute grpcRoute(String route) {
        Names.requireObjectName("cutover.grpcRoute", route);
        return GatewayRoute.of(RouteKind.grpc(), kube, watch, time, route);
    }

    /**
     * Moves traffic by the weights of a VirtualService of this namespace: see {@link IstioRoute}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is not a name of an object
     */
    public IstioRoute virtualService(String virtualService) {
        Names.requireObjectName("cutover.virtualService", virtualService);
        return IstioRoute.of(kube, watch, time, virtualService);
    }

    /**
     * Moves traffic by the records of a name in a DNSEndpoint of this namespace, for ExternalDNS: see {@link ExternalDns}.
     *
     * @param name host name that clients resolve, such as {@code api.example.com} or {@code *.example.com}
     * @throws dev.bluegreen.model.ConfigurationException if it is not a host name
     */
    public ExternalDns externalDns(String name) {
        return ExternalDns.of(kube, watch, time, name);
    }

    /** Waits for an annotation on a ConfigMap of this namespace, and reports the exact kubectl command while waiting. */
    public AnnotationApproval annotationApproval() {
        return new AnnotationApproval(kube, Optional.empty());
    }

    /**
     * A temporary Service in front of the idle track, {@code bluegreen-preview-<release>}, for smoke tests that run inside
     * the cluster: {@code SmokeTest.get("/healthz").via(shop.previewService())}.
     */
    public Preview previewService() {
        return previewService(
                (service, port) -> URI.create("http://" + service + "." + kube.namespace() + ".svc:" + port));
    }

    /**
     * A preview Service with an address other than that of the cluster's DNS.
     *
     * @param address function from a Service's name and port to the URI at which it is reached, without a path
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public Preview previewService(BiFunction<String, Integer, URI> address) {
        Input.given("previewService.address", address, "give a function from name and port to an address");
        return new PreviewService(kube, address);
    }

    /**
     * Runs a Job against the idle track: see {@link JobSmokeTest}.
     *
     * @param manifest the Job as YAML or JSON; its name becomes the prefix of the Job's name
     * @throws dev.bluegreen.model.ConfigurationException if it is not a Job, the API server would refuse it, or it names
     *     another namespace; lists all problems
     */
    public JobSmokeTest smokeJob(String manifest) {
        return JobSmokeTest.of(kube, watch, manifest);
    }

    /**
     * Waits, with the smoke tests, until the load balancer of a Service of this namespace has an address: see
     * {@link LoadBalancerCheck}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the name is not a DNS-1123 label
     */
    public LoadBalancerCheck loadBalancerProvisioned(String service) {
        Names.requireDnsLabel("loadBalancerProvisioned.service", service);
        return new LoadBalancerCheck(kube, watch, service, Duration.ofMinutes(3), Optional.empty());
    }

    /** Creates Events on the Services that are moved and on both Deployments: see {@link KubernetesEvents}. */
    public KubernetesEvents kubernetesEvents() {
        return new KubernetesEvents(kube, time, identity());
    }

    @Override
    public String describe() {
        return kube.describe();
    }

    @Override
    public String cluster() {
        return kube.cluster();
    }

    @Override
    public String namespace() {
        return kube.namespace();
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public RunningWork running() {
        return running;
    }

    @Override
    public Workloads workloads() {
        return workloads;
    }

    @Override
    public Holders holders() {
        return holders;
    }

    @Override
    public NamespaceNotices notices() {
        return notices;
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public List<String> releases() {
        return records.list().stream().map(RecordListing.Entry::release).toList();
    }

    @Override
    public RecordListing recordListing() {
        try {
            return new RecordListing(records.listEverywhere(), Optional.empty());
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.FORBIDDEN) {
                throw e;
            }
            return new RecordListing(
                    records.list(),
                    Optional.of("only releases of namespace " + kube.namespace()
                            + " are listed: the permission to list Leases of all namespaces is missing"));
        }
    }

    @Override
    public Discovery discover(ReleaseSpec release, Optional<Track> active) {
        List<Service> services = watch.servicesIfWarm().orElseGet(() -> kube.list(Service.class));
        ServiceDiscovery.Found found = new ServiceDiscovery(kube, release, services).find(active);
        return new Discovery(selectorPatch(found.service()), found.notes());
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, PreflightDepth depth) {
        List<Permission> always = Permissions.ofCutover(LeaseRecords.name(release.name()), depth);
        return depth == PreflightDepth.THOROUGH && comparesConfig
                ? Stream.concat(always.stream(), ofConfig(release)).toList()
                : always;
    }

    private Stream<Permission> ofConfig(ReleaseSpec release) {
        DeploymentFinder.Found tracks = new DeploymentFinder(kube, time).seek(release);
        return Stream.of(Track.values())
                .flatMap(track -> tracks.of(track).stream())
                .flatMap(deployment ->
                        Rules.read(deployment.getSpec().getTemplate().getSpec()));
    }

    @Override
    public List<Finding> inspect(Inspection inspection) {
        return rules.check(inspection);
    }

    @Override
    public Function<Inspection, List<Finding>> inspectAhead(List<String> routers, PreflightDepth depth) {
        return rules.ahead(routers);
    }

    @Override
    public TrackAddresses addresses(ReleaseSpec release, Track track) {
        return new Reachable(kube, time, release).addresses(track);
    }

    @Override
    public Previews previews() {
        return previews;
    }

    @Override
    public String identity() {
        return Identity.ofProcess();
    }

    @Override
    public Optional<String> authenticatedAs() {
        return kube.userName();
    }

    @Override
    public String secret(String name, String key) {
        return SecretValue.read(kube, name, key);
    }

    @Override
    public String newOperationId() {
        return Identity.newOperationId();
    }

    /**
     * Aborts the operations under way and waits until they have settled, two minutes at most, so that a cutover goes back
     * while its proof is still watched; then ends the watches. The client stays open.
     */
    @Override
    public void close() {
        running.close(describe());
        watch.close();
        onClose.run();
    }

    @Override
    public String toString() {
        return describe();
    }
}
