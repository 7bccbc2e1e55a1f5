package dev.bluegreen.file.internal.aws;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.FLAG;
import static dev.bluegreen.file.spi.ValueType.TEXT;

import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.aws.route53.Route53Record;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.Names;
import java.time.Duration;
import java.util.List;

/** Records of Route 53. */
public final class Route53Keys {

    private static final String WILDCARD_LABEL = "*.";

    /** A host name; {@code *.example.com} stands for all below the rest of it. */
    public static final ValueType<String> HOST_NAME =
            TEXT.map(Route53Keys::requireHost).matching("^(\\*\\.)?[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$");

    private static final Key<String> RECORD =
            Key.of("route53", HOST_NAME, "The name that clients resolve, such as api.example.com or '*.example.com'.");
    private static final Key<String> ZONE =
            Key.of("hostedZone", TEXT, "The id of the hosted zone, such as Z1D633PJN98FT9.");

    private static final Key<String> BLUE = Key.of("blue", TEXT, "That of BLUE.");
    private static final Key<String> GREEN = Key.of("green", TEXT, "That of GREEN.");
    private static final ValueType<Both> BOTH = ValueType.of(Keys.of("One for each track.", BLUE, GREEN)
            .making(values -> new Both(values.get(BLUE), values.get(GREEN))));
    private static final Key<Both> WEIGHTED =
            Key.of("weighted", BOTH, "Moves the weights of the records with these set identifiers.");
    private static final Key<Both> FAILOVER =
            Key.of("failover", BOTH, "Swaps these targets of the PRIMARY and the SECONDARY record.");

    private static final Key<Boolean> UNFENCED =
            Key.of("unfenced", FLAG, "No TXT record is written, for zones where none may be.");
    private static final Key<Duration> SLACK =
            Key.of("slack", DURATION, "How long after the old TTL clients may still go to the old track; default 1m.");
    private static final Key<List<String>> DNS_SERVERS = Key.of(
            "verifiedBy",
            ValueType.listOf(TEXT),
            "DNS servers that have to answer with the target, as host or host:port.");
    private static final Key<Boolean> NAME_SERVERS =
            Key.of("verifiedByNameServers", FLAG, "All name servers of the zone have to answer with the target.");
    private static final Key<String> PREFIX = Key.of("prefix", TEXT, "The flag --txt-prefix.");
    private static final Key<String> SUFFIX = Key.of("suffix", TEXT, "The flag --txt-suffix.");
    private static final Key<String> WILDCARD =
            Key.of("wildcardReplacement", TEXT, "The flag --txt-wildcard-replacement.");
    private static final Key<TxtNames> EXTERNAL_DNS_NAMES = Key.of(
            "externalDnsNames",
            ValueType.of(Keys.of("Flags of ExternalDNS.")
                    .allowing(PREFIX, SUFFIX, WILDCARD)
                    .making(values -> new TxtNames(
                            values.find(PREFIX).orElse(""),
                            values.find(SUFFIX).orElse(""),
                            values.find(WILDCARD).orElse("")))),
            "Flags of ExternalDNS by which its TXT records are recognized.");

    private static final Keys.Declared RECORDS = Keys.of("Records of Route 53: weighted or failover.", RECORD, ZONE)
            .allowing(WEIGHTED, FAILOVER, UNFENCED, SLACK, DNS_SERVERS, NAME_SERVERS, EXTERNAL_DNS_NAMES);

    static final Keys<CutoverStrategy> KEYS = RECORDS.making(values -> cutover(values));

    /** A proof at Route 53 of what ExternalDNS was asked for. */
    public static final ValueType<HopVerifier> VERIFIER =
            ValueType.of(RECORDS.making(values -> cutover(values).verifier()));

    private Route53Keys() {}

    private record Both(String blue, String green) {}

    private record TxtNames(String prefix, String suffix, String wildcard) {}

    private static String requireHost(String name) {
        Names.requireObjectName("name", name.startsWith(WILDCARD_LABEL) ? name.substring(2) : name);
        return name;
    }

    private static Route53Cutover cutover(Values values) {
        AwsParts.requireModule();
        Route53Record named = Route53Cutover.using(AwsClients.aws(values), AwsClients.route53(values))
                .record(values.get(RECORD))
                .hostedZone(values.get(ZONE));
        return values.begin(policy(named, values))
                .when(UNFENCED, Route53Cutover::unfenced)
                .set(SLACK, Route53Cutover::slack)
                .set(DNS_SERVERS, (cutover, servers) -> cutover.verifiedBy(servers.toArray(String[]::new)))
                .when(NAME_SERVERS, Route53Cutover::verifiedByNameServers)
                .set(
                        EXTERNAL_DNS_NAMES,
                        (cutover, names) -> cutover.externalDnsNames(names.prefix(), names.suffix(), names.wildcard()))
                .done();
    }

    private static Route53Cutover policy(Route53Record named, Values values) {
        if (values.only(WEIGHTED, FAILOVER).equals(WEIGHTED)) {
            Both ids = values.get(WEIGHTED);
            return named.weighted(ids.blue(), ids.green());
        }
        Both targets = values.get(FAILOVER);
        return named.failover(targets.blue(), targets.green());
    }
}
