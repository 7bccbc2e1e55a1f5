package dev.bluegreen.aws.route53;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names the record to move: {@code using(client).hostedZone("Z1").record("api.example.com").weighted("blue", "green")}.
 * Immutable and thread-safe.
 */
public final class Route53Record {

    private static final String PREFIX = "/hostedzone/";
    private static final Pattern ZONE = Pattern.compile("[A-Z0-9]{1,32}");
    private static final int MAX_IDENTIFIER = 128;

    private final RecordApi api;

    Route53Record(RecordApi api) {
        this.api = api;
    }

    /**
     * Sets the zone of the record.
     *
     * @param id such as {@code Z1D633PJN98FT9}, with or without {@code /hostedzone/} before it
     * @throws ConfigurationException if it is not an id of a zone; whether the zone exists is checked when it is read
     */
    public Route53Record hostedZone(String id) {
        Input.given("hostedZone", id, "give the id of a hosted zone, such as Z1D633PJN98FT9");
        String plain = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
        if (!ZONE.matcher(plain).matches()) {
            throw new ConfigurationException("hostedZone: " + Wording.quoted(id)
                    + " is not an id of a hosted zone; give one such as Z1D633PJN98FT9");
        }
        return new Route53Record(new RecordApi(api.aws(), api.client(), plain, api.name()));
    }

    /**
     * Sets the name that clients resolve; its A, AAAA, CNAME, HTTPS and SVCB records move together.
     *
     * @throws ConfigurationException if it is not a host name
     */
    public Route53Record record(String host) {
        return new Route53Record(new RecordApi(api.aws(), api.client(), api.zone(), DnsNames.require("record", host)));
    }

    /**
     * Moves traffic by the weights of the two tracks' records.
     *
     * @param blueId set identifier of BLUE's records
     * @param greenId set identifier of GREEN's records
     * @throws ConfigurationException if zone or record are missing, or the identifiers are blank or equal
     */
    public Route53Cutover weighted(String blueId, String greenId) {
        List<String> problems = problems();
        Input.text("weighted.blueId", blueId, MAX_IDENTIFIER).ifPresent(problems::add);
        Input.text("weighted.greenId", greenId, MAX_IDENTIFIER).ifPresent(problems::add);
        requireDifferent(problems, "weighted", blueId, greenId);
        requireNone(problems);
        return Route53Cutover.of(api, new Weighted(blueId, greenId));
    }

    /**
     * Moves traffic by swapping the targets of the PRIMARY and the SECONDARY record, health checks included; the roles stay.
     * Afterwards the old track is SECONDARY: Route 53 answers with it whenever the health check of the new one fails.
     * Refused while the health check of the track to move to fails.
     *
     * @param blue target of BLUE's record: an alias target, the value of a CNAME, or an address
     * @param green target of GREEN's record
     * @throws ConfigurationException if zone or record are missing, both targets are the same, or one is neither a host
     * name nor an
     *     address
     */
    public Route53Cutover failover(String blue, String green) {
        List<String> problems = problems();
        List<String> ofTargets = Stream.of(
                        DnsNames.target("failover.blue", blue), DnsNames.target("failover.green", green))
                .flatMap(Optional::stream)
                .toList();
        problems.addAll(ofTargets);
        if (ofTargets.isEmpty()) {
            requireDifferent(problems, "failover", DnsNames.host(blue), DnsNames.host(green));
        }
        requireNone(problems);
        return Route53Cutover.of(api, new Failover(DnsNames.host(blue), DnsNames.host(green)));
    }

    private static void requireNone(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (api.zone().isEmpty()) {
            problems.add("hostedZone: none was named; call .hostedZone(\"Z...\")");
        }
        if (api.name().isEmpty()) {
            problems.add("record: none was named; call .record(\"api.example.com\")");
        }
        return problems;
    }

    private static void requireDifferent(List<String> problems, String field, String blue, String green) {
        if (Objects.equals(blue, green)) {
            problems.add(field + ": " + Wording.quoted(blue) + " is given for both tracks; give each its own");
        }
    }
}
