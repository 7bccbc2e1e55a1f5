package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.service.ServicePorts;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action that forwards to target groups of both tracks.
 *
 * @param base the Service whose own target group has {@code baseServiceWeight}; empty for an Ingress
 */
record ForwardAction(ActionText text, Optional<Base> base, Map<Track, Share> shares, Duration sticky) {

    private static final String CONFIG = "forwardConfig";
    private static final String GROUPS = "targetGroups";
    private static final String WEIGHT = "weight";
    private static final String BASE_WEIGHT = "baseServiceWeight";
    private static final String STICKY = "targetGroupStickinessConfig";
    private static final int LONGEST_COOKIE_BY_DEFAULT = 86_400;

    /**
     * The share of one track.
     *
     * @param port of the Service, by number or name
     * @param missing true if the Service does not exist
     */
    record Share(String service, String port, int weight, boolean missing) {}

    /**
     * The Service that has a load balancer, and whose pods are its base target group.
     *
     * @param port of the Service, which the action is for
     */
    record Base(String service, int port) {}

    /** True if an action forwards, at all. */
    static boolean isForward(AnyCase action) {
        return action.text("type").equals("forward");
    }

    /**
     * Reads an action; empty if it names no Service of a track.
     *
     * @throws PlatformException with {@code INVALID} if it sends a share elsewhere, or has no usable weights
     */
    static Optional<ForwardAction> of(ActionText text, AnyCase action, Optional<Base> base, TrackServices services) {
        AnyCase config = action.object(CONFIG).orElseGet(() -> new AnyCase(Map.of()));
        List<AnyCase> groups = config.objects(GROUPS);
        List<Share> named = new ArrayList<>();
        base.ifPresent(own -> named.add(new Share(
                own.service(),
                String.valueOf(own.port()),
                weight(text, config, BASE_WEIGHT, own.service(), groups.isEmpty()),
                false)));
        boolean alone = groups.size() == 1 && base.isEmpty();
        groups.forEach(group -> named.add(share(text, group, alone, services)));
        Map<Track, Share> shares = shares(text, named, services);
        return shares.isEmpty() ? Optional.empty() : Optional.of(new ForwardAction(text, base, shares, sticky(config)));
    }

    private static Share share(ActionText text, AnyCase group, boolean alone, TrackServices services) {
        String service = group.text("serviceName");
        String name = service.isEmpty() ? group.text("targetGroupARN") + group.text("targetGroupName") : service;
        boolean missing = !service.isEmpty() && services.isMissing(service);
        String port = group.get("servicePort").map(String::valueOf).orElse("");
        return new Share(name, port, weight(text, group, WEIGHT, name, alone), missing);
    }

    /** A weight is required as soon as there are several groups. */
    private static int weight(ActionText text, AnyCase of, String key, String name, boolean alone) {
        Optional<Object> written = of.get(key);
        if (written.isEmpty() && alone) {
            return 1;
        }
        return written.filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .filter(weight -> weight >= 0 && weight <= LbcAnnotations.LARGEST_WEIGHT)
                .orElseThrow(() -> invalid(
                        text.where(),
                        "has for " + name + " the " + key + " "
                                + written.map(String::valueOf).orElse("none") + "; set a whole number of 0 to "
                                + LbcAnnotations.LARGEST_WEIGHT));
    }

    private static Map<Track, Share> shares(ActionText text, List<Share> named, TrackServices services) {
        Map<Track, Share> shares = new EnumMap<>(Track.class);
        for (Share share : named) {
            services.track(share.service()).ifPresent(track -> add(text, shares, track, share));
        }
        if (shares.isEmpty()) {
            return shares;
        }
        for (Share share : named) {
            if (share.missing() && shares.size() == 1) {
                Track other = shares.keySet().iterator().next().other();
                shares.put(other, share);
            } else if (!shares.containsValue(share) && share.weight() > 0) {
                throw elsewhere(text, share, services);
            }
        }
        requireSum(text, shares);
        return shares;
    }

    private static void add(ActionText text, Map<Track, Share> shares, Track track, Share share) {
        Share before = shares.put(track, share);
        if (before != null) {
            throw invalid(
                    text.where(),
                    "names two Services of " + track + ", " + before.service() + " and " + share.service()
                            + "; leave one of them out");
        }
    }

    private static PlatformException elsewhere(ActionText text, Share share, TrackServices services) {
        return invalid(
                text.where(),
                "sends a share of " + share.weight() + " to " + share.service() + ", which is neither track's"
                        + (share.missing()
                                ? " and does not exist"
                                : " (selector " + services.selector(share.service()) + ")")
                        + "; set its weight to 0 or take it out");
    }

    private static void requireSum(ActionText text, Map<Track, Share> shares) {
        if (shares.values().stream().allMatch(share -> share.weight() == 0)) {
            throw invalid(
                    text.where(),
                    "gives both tracks weight 0, which leaves open where traffic goes; set the weight of the track that"
                            + " serves now");
        }
    }

    private static Duration sticky(AnyCase config) {
        return config.object(STICKY)
                .filter(sticky ->
                        sticky.get("enabled").filter(Boolean.TRUE::equals).isPresent())
                .map(sticky -> Duration.ofSeconds(sticky.get("durationSeconds")
                        .filter(Integer.class::isInstance)
                        .map(Integer.class::cast)
                        .orElse(LONGEST_COOKIE_BY_DEFAULT)))
                .orElse(Duration.ZERO);
    }

    TrafficSplit split() {
        int blue = weight(Track.BLUE);
        int green = weight(Track.GREEN);
        TrafficSplit raw = new TrafficSplit(blue, green);
        return raw.only().map(TrafficSplit::all).orElse(raw);
    }

    private int weight(Track track) {
        return Optional.ofNullable(shares.get(track)).map(Share::weight).orElse(0);
    }

    /** {@code shop-blue 100, shop-green 0}. */
    String routing() {
        return String.join(
                ", ",
                shares.values().stream()
                        .map(share -> share.service() + " " + share.weight())
                        .toList());
    }

    boolean names(Track track) {
        return shares.containsKey(track);
    }

    /** The action with a track at weight 0; the same if it names the track, empty if no Service is known to be its own. */
    Optional<ForwardAction> adding(Track track, TrackServices services) {
        Share other = shares.get(track.other());
        if (names(track) || other == null || other.missing()) {
            return names(track) ? Optional.of(this) : Optional.empty();
        }
        AnyCase action = text.parse();
        AnyCase config = action.object(CONFIG).orElseGet(() -> action.put(CONFIG));
        List<AnyCase> groups = new ArrayList<>(config.objects(GROUPS));
        Object port = groups.stream()
                .filter(group -> group.text("serviceName").equals(other.service()))
                .flatMap(group -> group.get("servicePort").stream())
                .findFirst()
                .or(() -> base.map(Base::port))
                .orElse("");
        return services.twin(other.service(), track)
                .filter(twin -> ServicePorts.has(twin, port.toString()))
                .map(twin -> adding(track, RouterView.name(twin), port, action, config, groups));
    }

    private ForwardAction adding(
            Track track, String service, Object port, AnyCase action, AnyCase config, List<AnyCase> groups) {
        TrafficSplit now = new TrafficSplit(weight(Track.BLUE), weight(Track.GREEN));
        groups.forEach(group -> track(group.text("serviceName")).ifPresent(of -> group.put(WEIGHT, now.weight(of))));
        base.map(Base::service).flatMap(this::track).ifPresent(of -> config.put(BASE_WEIGHT, now.weight(of)));
        groups.add(AnyCase.copy(Map.of()));
        AnyCase added = groups.get(groups.size() - 1);
        added.put("serviceName", service);
        added.put("servicePort", port);
        added.put(WEIGHT, 0);
        config.keep(GROUPS, groups);
        Map<Track, Share> all = new EnumMap<>(shares);
        all.put(track, new Share(service, port.toString(), 0, false));
        return new ForwardAction(new ActionText(text.kube(), text.where(), text.print(action)), base, all, sticky);
    }

    /**
     * The action with other weights, and everything else as it was. A Service that does not exist and gets nothing is left
     * out: the controller would not act on the others either.
     *
     * @throws PlatformException with {@code INVALID} if a track that gets a share is not in the action
     */
    String with(TrafficSplit target, boolean keepSticky) {
        target.tracks().stream()
                .filter(track -> !shares.containsKey(track))
                .findFirst()
                .ifPresent(track -> {
                    throw invalid(
                            text.where(), "does not name the Service of " + track + "; add it with weight 0 first");
                });
        AnyCase action = text.parse();
        AnyCase config = action.object(CONFIG).orElseThrow();
        List<AnyCase> kept = new ArrayList<>();
        for (AnyCase group : config.objects(GROUPS)) {
            String service = group.text("serviceName");
            track(service).ifPresent(track -> group.put(WEIGHT, target.weight(track)));
            if (!isLost(service) || track(service).filter(target::sendsTo).isPresent()) {
                kept.add(group);
            }
        }
        config.keep(GROUPS, kept);
        base.map(Base::service).flatMap(this::track).ifPresent(track -> config.put(BASE_WEIGHT, target.weight(track)));
        if (!sticky.isZero() && !keepSticky) {
            config.object(STICKY).ifPresent(on -> on.put("enabled", false));
        }
        return text.print(action);
    }

    private boolean isLost(String service) {
        return shares.values().stream()
                .anyMatch(share -> share.missing() && share.service().equals(service));
    }

    private Optional<Track> track(String service) {
        return shares.entrySet().stream()
                .filter(entry -> entry.getValue().service().equals(service))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static PlatformException invalid(String where, String sentence) {
        return new PlatformException(PlatformException.Kind.INVALID, where + " " + sentence);
    }
}
