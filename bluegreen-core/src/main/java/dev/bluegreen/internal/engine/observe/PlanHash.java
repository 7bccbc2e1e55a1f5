package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.check.approval.ApprovalRequest.Basis;
import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.result.CutoverPlanData.Inputs;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Hash of the inputs of a plan: 128 bits, so that no other plan with the same hash can be found. Without pod counts, which may
 * change during an approval.
 */
public record PlanHash(Context context) {

    private static final int BYTES = 16;

    /** 32 hexadecimal digits. */
    public String of(Observation observation, Track to) {
        Basis basis = basis(observation, to);
        List<String> parts = new ArrayList<>(List.of(context.platform().describe(), to.name()));
        add(parts, schedule());
        add(parts, release());
        add(parts, basis.routers());
        for (Track track : Track.values()) {
            parts.add(observation.world().workload(track).name());
            add(parts, observation.world().workload(track).images());
        }
        add(parts, new TreeSet<>(observation.world().workload(to).digests()));
        parts.add(basis.template());
        return of(parts);
    }

    /** The hash with the parts that it is made of, for a person. */
    public Inputs inputs(Observation observation, Track to) {
        Basis basis = basis(observation, to);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("platform", context.platform().describe());
        parts.put("schedule", basis.schedule());
        parts.put("labels", context.release().labels().toString());
        parts.put("routers", String.join(", ", basis.routers()));
        for (Track track : Track.values()) {
            Workload workload = observation.world().workload(track);
            parts.put("workload of " + track, workload.name());
            parts.put("images of " + track, String.join(", ", workload.images()));
        }
        parts.put(
                "digests of " + to,
                String.join(", ", new TreeSet<>(observation.world().workload(to).digests())));
        parts.put("pod template of " + to, basis.template());
        return new Inputs(of(observation, to), Collections.unmodifiableMap(parts));
    }

    /** The identity of a release: the labels of its tracks, and the routers that move its traffic. */
    public String ofRelease(List<String> routers) {
        List<String> parts = new ArrayList<>(List.of(context.platform().describe()));
        add(parts, release());
        add(parts, routers);
        return of(parts);
    }

    /** The hash of a list of texts. */
    public static String of(List<String> parts) {
        return HexFormat.of().formatHex(digest(parts), 0, BYTES);
    }

    /** The part that a plan does not show. */
    public Basis basis(Observation observation, Track to) {
        return new Basis(
                observation.routers().stream()
                        .map(routed -> routed.state().router() + " " + routing(routed, to))
                        .toList(),
                context.settings().schedule().toString(),
                observation.world().workload(to).template());
    }

    /** With the track that the cutover itself adds without a share, so that the plan is the same before and after that. */
    private static String routing(Routed routed, Track to) {
        return routed.attachment(to)
                .map(Attachment::routing)
                .orElseGet(() -> routed.state().routing());
    }

    /** To the nanosecond, because texts for people are rounded. */
    private List<String> schedule() {
        Stream<String> overlap =
                Longest.overlap(context.settings().strategies().stream()).map(time -> "both " + time).stream();
        Stream<String> steps =
                context.settings().schedule().steps().stream().map(step -> step.percent() + " " + step.pause());
        return Stream.concat(overlap, steps).toList();
    }

    /** In an order that is the same in every process. */
    private List<String> release() {
        ReleaseSpec release = context.release();
        return List.of(
                release.name(),
                release.labels().toString(),
                new TreeMap<>(release.workloads()).toString(),
                new TreeSet<>(release.exposedBy()).toString());
    }

    private static void add(List<String> parts, Collection<String> list) {
        parts.add(Integer.toString(list.size()));
        parts.addAll(list);
    }

    /** Each part with its length before it, so that no two lists of parts are one text. */
    private static byte[] digest(List<String> parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
