package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.internal.Steady;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads back the records of a name that another controller moves, such as ExternalDNS: for strategies that write to the
 * cluster and need proof from Route 53. Made by {@link Route53Cutover#readBack()}; writes nothing. Thread-safe.
 *
 * <p>Only the client that changes records knows the id of the change, and so whether it is INSYNC. Here a change counts as
 * INSYNC when every look for 60 s, the usual propagation time, showed the required records; name servers given with
 * {@link Route53Cutover#verifiedBy} are queried, too. Clients may go to the old track for the TTL after that.
 */
public final class RecordReadBack {

    private final RecordApi api;
    private final Policy policy;
    private final Resolvers resolvers;
    private final Steady<String> steady = new Steady<>();

    RecordReadBack(RecordApi api, Policy policy, Resolvers resolvers) {
        this.api = api;
        this.policy = policy;
        this.resolvers = resolvers;
    }

    /**
     * Looks once. Other weights are {@code MISSING}, as the controller may not have acted yet.
     *
     * @param required the weights the records of each type should have
     * @return evidence of the records, the servers of Route 53, and each queried resolver
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     * @throws PlatformException if Route 53 does not respond or refuses the read, or the records cannot be split between
     *     two tracks
     */
    public List<Evidence> look(TrafficSplit required) {
        Input.given("readBack.required", required, "give a TrafficSplit");
        return judged(read(), required, api.aws().time().now());
    }

    /** The records, and the answers of the resolvers. */
    Proof.Look read() {
        RecordGroup group = group();
        return new Proof.Look(group, resolvers.query(policy, group), Map.of(), Optional.empty());
    }

    RecordGroup group() {
        RecordGroup group = api.read(false);
        policy.require(group);
        return group;
    }

    Policy policy() {
        return policy;
    }

    RecordApi api() {
        return api;
    }

    /** Evidence from a look at a time. */
    List<Evidence> judged(Proof.Look look, TrafficSplit required, Instant at) {
        RecordGroup group = look.group();
        String routing = "it is " + policy.routing(group);
        if (!policy.matches(group, required)) {
            steady.forget();
            return List.of(Evidence.missing(Proof.RECORDS, api.router(), routing + ", and not " + required + " yet"));
        }
        Stream<Evidence> records =
                Stream.of(Evidence.confirmed(Proof.RECORDS, api.router(), routing), change(policy.routing(group), at));
        return Stream.concat(records, Proof.answers(policy, look, required)).toList();
    }

    /** The permissions required to look. */
    public List<Permission> permissions() {
        return Stream.concat(Stream.of(api.listing().permission()), resolvers.permissions().stream())
                .toList();
    }

    private Evidence change(String routing, Instant at) {
        String sentence = "the servers of Route 53 usually have it";
        return steady.look(routing, at, Proof.GENERALLY, Evidence.confirmed(Proof.CHANGE, api.router(), sentence));
    }
}
