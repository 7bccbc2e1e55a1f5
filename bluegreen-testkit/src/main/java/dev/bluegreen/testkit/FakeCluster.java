package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.api.ApiHost;
import dev.bluegreen.testkit.internal.route.RouteKind;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.internal.yaml.Yaml;
import dev.bluegreen.testkit.time.VirtualTime;
import dev.bluegreen.testkit.traffic.TargetGroups;
import dev.bluegreen.testkit.traffic.TargetHost;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Kubernetes cluster in this process: a real HTTP API on loopback, without Docker and without a network.
 *
 * <p>Everything in it runs on one {@link Time}, by default virtual: it moves only when no request, watch event or task of the
 * cluster's clients is under way. Thread-safe. Close it to free its ports and threads; after that its logs can be read, and
 * all other calls throw a {@link dev.bluegreen.model.ClosedException}. Many clusters start faster, and take less, on one
 * {@link FakeClusters}.
 */
public final class FakeCluster extends ApiControls implements AutoCloseable {

    /** The identity of {@link #client()}. */
    public static final String DEFAULT_CLIENT = "test";

    /** The field manager under which {@link #apply} writes. */
    public static final String KUBECTL = "kubectl";

    /** The default namespace. */
    public static final String DEFAULT_NAMESPACE = "default";

    private static final int MAX_NODES = 100;

    private final ClusterParts parts;
    private final String namespace;

    private FakeCluster(ClusterParts parts, String namespace) {
        super(parts);
        this.parts = parts;
        this.namespace = namespace;
        namespace(DEFAULT_NAMESPACE).namespace(namespace);
        namespace("kube-system");
        addNode(1);
    }

    /** Starts a cluster on a new virtual time, which flies while a forked thread waits. */
    public static FakeCluster start() {
        return startOn(VirtualTime.create());
    }

    /** Starts a cluster on real time. */
    public static FakeCluster startInRealTime() {
        return startOn(Time.system());
    }

    /** Starts a cluster on a time that the caller shares with it. */
    public static FakeCluster startOn(Time time) {
        return startOn(time, DEFAULT_NAMESPACE);
    }

    /**
     * Starts a cluster whose clients, and methods that name no namespace, use this one; creates it if it is missing.
     *
     * @throws ConfigurationException if no namespace can have that name
     */
    public static FakeCluster startOn(Time time, String namespace) {
        return startOn(time, namespace, ClusterParts.SEED);
    }

    /**
     * A cluster with another seed for its random values, such as the names of pods: two clusters of one seed behave alike
     * under the same calls.
     */
    public static FakeCluster startOn(Time time, String namespace, long seed) {
        Given.any("time", time);
        Given.name("namespace", namespace);
        ApiHost own = new ApiHost();
        return of(new ClusterParts(own, own::close, time, namespace, seed), namespace);
    }

    static FakeCluster of(ClusterParts parts, String namespace) {
        try {
            return new FakeCluster(parts, namespace);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** The time that everything here runs on; give it to the code under test. */
    public Time time() {
        return parts.time;
    }

    /**
     * The virtual time, to move it.
     *
     * @throws IllegalStateException if the cluster runs in real time
     */
    public VirtualTime clock() {
        if (parts.time instanceof VirtualTime virtual) {
            return virtual;
        }
        throw new IllegalStateException(
                "this cluster runs in real time, which cannot be moved: use FakeCluster.start()");
    }

    /** Makes a namespace, unless it is there. */
    public FakeCluster namespace(String name) {
        parts.open()
                .api
                .apply(
                        KUBECTL,
                        "namespace",
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Namespace",
                                "metadata",
                                Map.of("name", Given.name("namespace", name))));
        return this;
    }

    /**
     * Applies plain Kubernetes YAML of one or more documents, as the field manager {@value #KUBECTL}.
     *
     * @throws ConfigurationException if a document is unreadable, of an unknown kind or refused; names the document
     */
    public FakeCluster apply(String yaml) {
        return apply("YAML", yaml);
    }

    /**
     * Applies a YAML file.
     *
     * @throws ConfigurationException as {@link #apply(String)}, and if the file cannot be read
     */
    public FakeCluster apply(Path file) {
        String yaml = YamlText.of(file);
        return apply(file.toString(), yaml);
    }

    /**
     * Applies a YAML resource from the class path.
     *
     * @param anchor the class it lies beside, or a name that begins with a slash
     * @throws ConfigurationException as {@link #apply(String)}, and if there is no such resource
     */
    public FakeCluster applyResource(Class<?> anchor, String name) {
        return apply(name, YamlText.of(anchor, name));
    }

    /**
     * Leaks of a test, a sentence each: things that keep virtual time from moving, open watches, fault rules that no request
     * matched. Takes up to 30 s of real time where there are any.
     */
    public List<String> leaks() {
        return new LeakCheck(parts.time, parts.api::wantedWatches, parts.faults).leaks();
    }

    /**
     * Writes, Events, endpoint changes, faults and failed requests of traffic in the order of the cluster's time, for a
     * person who looks for a cause; names the seed.
     */
    public String timeline() {
        return parts.journal.text(parts.seed);
    }

    /**
     * The usual scene of a release: two Deployments and a Service. Defaults: the cluster's namespace, versions v1 and v2, 3
     * pods each, a Service {@code <name>-svc}.
     */
    public FakeApp app(String name) {
        return new FakeApp(
                parts.open().simulation,
                this::applyScene,
                FakeApp.Scene.of(name).namespace(namespace));
    }

    /**
     * Waits until every pod that can be ready is, and every Service reaches its ready pods; moves virtual time for that. Does
     * not wait for pods scripted never to be ready. Not for a thread forked from virtual time: time does not move while such
     * a thread is busy.
     *
     * @throws IllegalStateException if that takes more than 15 minutes of virtual or one of real time; names the missing pods
     *     and Services
     */
    public FakeCluster awaitReady() {
        parts.open().simulation.awaitReady();
        return this;
    }

    /** Lets all controllers and Services come to rest; in real time they do so by themselves. */
    public FakeCluster settle() {
        if (parts.time instanceof VirtualTime virtual) {
            virtual.settle();
        }
        return this;
    }

    /** Sets a behaviour of existing and future pods: {@code behave(pods("track=green"), neverReady())}. */
    public FakeCluster behave(PodSelector pods, Behaviour behaviour) {
        parts.open().simulation.behave(Given.any("pods", pods), Given.any("behaviour", behaviour));
        return this;
    }

    /**
     * The pods with these labels, in all namespaces.
     *
     * @throws ConfigurationException if a term of the selector cannot be read
     */
    public FakePods pods(String labels) {
        return parts.open().simulation.pods(PodSelector.pods(labels));
    }

    /** A Service in the cluster's namespace, {@code default} unless set, as its clients meet it. */
    public FakeService service(String name) {
        return service(namespace, name);
    }

    /** A Service as its clients meet it. */
    public FakeService service(String namespace, String name) {
        return parts.open().simulation.service(namespace, name);
    }

    /**
     * The load balancer in front of a Service in the cluster's namespace, set up by the first call.
     *
     * @throws ConfigurationException if the Service does not exist
     */
    public FakeLoadBalancer loadBalancer(String service) {
        return parts.open()
                .simulation
                .loadBalancer(ResourceKey.core("services", namespace, Given.name("service", service)));
    }

    /**
     * The listener behind an Ingress of the cluster's namespace, as the AWS Load Balancer Controller sets it up: set up by
     * the first call; from then on the Ingress gets the controller's Events.
     *
     * @throws ConfigurationException if the Ingress does not exist, or makes no sense
     */
    public FakeRoute ingress(String name) {
        return parts.open().simulation.route(RouteKind.INGRESS, namespace, name);
    }

    /** The same for a Service with a Network Load Balancer: its first port. */
    public FakeRoute networkLoadBalancer(String service) {
        return parts.open().simulation.route(RouteKind.NLB_SERVICE, namespace, service);
    }

    /** The same for an HTTPRoute, which gets its conditions from then on. */
    public FakeRoute httpRoute(String name) {
        return parts.open().simulation.route(RouteKind.HTTP_ROUTE, namespace, name);
    }

    /** The same for a GRPCRoute; plain HTTP requests stand in for calls. */
    public FakeRoute grpcRoute(String name) {
        return parts.open().simulation.route(RouteKind.GRPC_ROUTE, namespace, name);
    }

    /**
     * The listener behind a VirtualService of the cluster's namespace, set up by the first call.
     *
     * @throws ConfigurationException if the VirtualService does not exist
     */
    public FakeRoute virtualService(String name) {
        return parts.open().simulation.route(RouteKind.VIRTUAL_SERVICE, namespace, name);
    }

    /**
     * Traffic to a Service in the cluster's namespace.
     *
     * @throws ConfigurationException if the Service does not exist
     */
    public TrafficSpec traffic(String service) {
        return service(service).traffic();
    }

    /**
     * Traffic to a Service.
     *
     * @throws ConfigurationException if the Service does not exist
     */
    public TrafficSpec traffic(String namespace, String service) {
        return service(namespace, service).traffic();
    }

    /**
     * Runs an action once, right after an object gets into a state and before the cluster acts on that, on a thread of the
     * cluster.
     *
     * @param resource plural name, with the group behind it unless it is core: {@code services}, {@code deployments.apps}
     * @param becomes gets the object as a tree of maps and lists, as in its JSON; must be quick and change nothing
     */
    public FakeCluster when(
            String resource, String namespace, String name, Predicate<Map<String, Object>> becomes, Runnable action) {
        int dot = Given.any("resource", resource).indexOf('.');
        String group = dot < 0 ? "" : resource.substring(dot + 1);
        String plural = dot < 0 ? resource : resource.substring(0, dot);
        if (!parts.open().resources.has(group, plural)) {
            throw Given.refused("resource", resource, "name one that the cluster serves, such as deployments.apps");
        }
        ResourceKey key =
                new ResourceKey(group, plural, Given.name("namespace", namespace), Given.objectName("name", name));
        parts.open().simulation.when(key, Given.any("becomes", becomes), Given.any("action", action));
        return this;
    }

    /** Makes pods that start from now on report the value of this label as their track, instead of {@code track}'s. */
    public FakeCluster trackLabel(String key) {
        parts.open().simulation.controlPlane().trackLabel(Given.labelKey("trackLabel", key));
        return this;
    }

    /**
     * Gives the cluster this number of nodes from now on, instead of one: new pods are put on them in turn, and each node
     * follows Services by itself, with its own lag if {@link FakeService#lag(List)} sets one.
     *
     * @throws ConfigurationException if there are more already, or the number is above 100
     */
    public FakeCluster nodes(int number) {
        int now = parts.open().simulation.proxy().nodes();
        Given.between("nodes", number, now, MAX_NODES);
        for (int i = now; i < number; i++) {
            addNode(i + 1);
        }
        parts.open().simulation.nodes(number);
        return this;
    }

    /** Delays the writing of endpoints after the change that causes it, from now on. */
    public FakeCluster endpointsLag(Duration lag) {
        parts.open().simulation.controlPlane().endpointsLag(Given.duration("endpointsLag", lag));
        return this;
    }

    /** The loopback address of a pod's port; empty if nothing listens there. */
    public Optional<InetSocketAddress> dial(String namespace, String pod, int port) {
        return parts.open()
                .simulation
                .forward(
                        Given.name("namespace", namespace),
                        Given.objectName("pod", pod),
                        Given.between("port", port, 1, Given.HIGHEST_PORT));
    }

    /** Its pods as targets for a load balancer outside of it. */
    public TargetHost targetHost() {
        return parts.open().simulation.network();
    }

    /**
     * Has the cluster's TargetGroupBindings of {@code targetType: ip} fill these groups with the ready pods of their Services
     * from now on, as the AWS Load Balancer Controller does; the kind has to be installed. A missing group or Service does
     * not affect the others.
     *
     * @return ends that; the cluster does so too when it is closed
     */
    public Runnable bindTargets(TargetGroups groups) {
        return parts.open().simulation.bind(Given.any("groups", groups));
    }

    /** Closes the clients and frees all ports and threads. */
    @Override
    public void close() {
        parts.close();
    }

    @Override
    FakeCluster self() {
        return this;
    }

    private void addNode(int number) {
        parts.open().store.create("", "nodes", Manifests.node(number));
    }

    private void applyScene(Map<String, Object> object) {
        namespace(Trees.text(object, "metadata", "namespace"));
        parts.open().api.apply(KUBECTL, "app(...)", object);
    }

    private FakeCluster apply(String source, String yaml) {
        Yaml.documents(source, Given.any("YAML", yaml))
                .forEach(document -> parts.open().api.apply(KUBECTL, document.place(), document.tree()));
        return this;
    }
}
