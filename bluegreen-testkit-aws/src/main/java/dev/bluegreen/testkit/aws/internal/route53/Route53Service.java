package dev.bluegreen.testkit.aws.internal.route53;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.AwsCall;
import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.AwsReply;
import dev.bluegreen.testkit.aws.internal.AwsService;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.aws.internal.route53.RecordSet.RecordKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Route 53 over rest-xml: the calls that a release makes. */
public final class Route53Service implements AwsService {

    private static final String API = "/2013-04-01/";
    private static final Pattern RECORDS = Pattern.compile(API + "hostedzone/([^/?]+)/rrset/?(\\?.*)?");
    private static final Pattern ZONE = Pattern.compile(API + "hostedzone/([^/?]+)");
    private static final Pattern CHANGE = Pattern.compile(API + "change/([^/?]+)");
    private static final Pattern HEALTH = Pattern.compile(API + "healthcheck/([^/?]+)/status");
    private static final Pattern CHECK = Pattern.compile(API + "healthcheck/([^/?]+)");
    private static final int PAGE = 300;

    private final Zones zones;
    private final Time time;

    /** Serves these zones. */
    public Route53Service(Zones zones, Time time) {
        this.zones = zones;
        this.time = time;
    }

    @Override
    public String signingName() {
        return "route53";
    }

    @Override
    public String namespace() {
        return "https://route53.amazonaws.com/doc/2013-04-01/";
    }

    /** It is one for the world: clients sign for the first region, or for a name of its own. */
    @Override
    public Set<String> regions() {
        return Set.of("us-east-1", "aws-global");
    }

    @Override
    public Set<String> actions() {
        return Set.of(
                "ListResourceRecordSets",
                "ChangeResourceRecordSets",
                "GetChange",
                "GetHostedZone",
                "GetHealthCheck",
                "GetHealthCheckStatus");
    }

    @Override
    public String action(String method, String path, String body) {
        if (RECORDS.matcher(path).matches()) {
            return method.equals("POST") ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
        }
        if (CHANGE.matcher(path).matches()) {
            return "GetChange";
        }
        if (HEALTH.matcher(path).matches()) {
            return "GetHealthCheckStatus";
        }
        if (CHECK.matcher(path).matches()) {
            return "GetHealthCheck";
        }
        return ZONE.matcher(path).matches() ? "GetHostedZone" : "unknown";
    }

    @Override
    public AwsReply answer(AwsCall call) {
        zones.takeTurn();
        Xml body = switch (call.action()) {
            case "ListResourceRecordSets" -> list(call);
            case "ChangeResourceRecordSets" -> change(call);
            case "GetChange" -> getChange(call);
            case "GetHostedZone" -> zone(call);
            case "GetHealthCheck" -> check(call);
            case "GetHealthCheckStatus" -> health(call);
            default -> throw AwsError.sender(404, "UnknownOperationException", call.method() + " " + call.path());
        };
        return new AwsReply(200, body.in(namespace()));
    }

    private Xml list(AwsCall call) {
        Zone zone = zones.require(id(RECORDS, call));
        Map<String, String> query = query(call.path());
        if (query.containsKey("type") && !query.containsKey("name")) {
            throw AwsError.sender(400, "InvalidInput", "The input is not valid: type without name");
        }
        int max = Math.min(PAGE, Integer.parseInt(query.getOrDefault("maxitems", String.valueOf(PAGE))));
        List<RecordSet> rest = query.containsKey("name")
                ? zone.from(RecordKey.of(
                        query.get("name"), query.getOrDefault("type", ""), query.getOrDefault("identifier", "")))
                : zone.all();
        List<Xml> page = rest.stream().limit(max).map(RecordSet::listed).toList();
        List<Xml> answer = new ArrayList<>();
        answer.add(Xml.of("ResourceRecordSets", page));
        answer.add(Xml.text("IsTruncated", rest.size() > max));
        if (rest.size() > max) {
            Xml next = rest.get(max).listed();
            answer.add(Xml.text("NextRecordName", next.childText("Name").orElse("")));
            answer.add(Xml.text("NextRecordType", rest.get(max).type()));
            rest.get(max).setIdentifier().ifPresent(id -> answer.add(Xml.text("NextRecordIdentifier", id)));
        }
        answer.add(Xml.text("MaxItems", max));
        return Xml.of("ListResourceRecordSetsResponse", answer);
    }

    private Xml change(AwsCall call) {
        List<Xml> changes = Xml.parse(call.body())
                .all("ChangeBatch")
                .flatMap(batch -> batch.all("Changes"))
                .flatMap(list -> list.all("Change"))
                .toList();
        String id = zones.change(id(RECORDS, call), changes);
        return Xml.of("ChangeResourceRecordSetsResponse", info(id, false));
    }

    private Xml getChange(AwsCall call) {
        String id = id(CHANGE, call);
        return Xml.of("GetChangeResponse", info(id, zones.hasArrived(id)));
    }

    private Xml info(String id, boolean arrived) {
        return Xml.of(
                "ChangeInfo",
                Xml.text("Id", "/change/" + id),
                Xml.text("Status", arrived ? "INSYNC" : "PENDING"),
                Xml.text("SubmittedAt", time.now()));
    }

    private Xml zone(AwsCall call) {
        Zone zone = zones.require(id(ZONE, call));
        Optional<String> nameServer = zones.nameServer(zone);
        Xml hosted = Xml.of(
                "HostedZone",
                Xml.text("Id", "/hostedzone/" + zone.id()),
                Xml.text("Name", zone.domain() + "."),
                Xml.text("CallerReference", "fake"),
                Xml.of("Config", Xml.text("PrivateZone", nameServer.isEmpty())),
                // Route 53 API, HostedZoneFeatures.
                Xml.of("Features", Xml.text("AcceleratedRecoveryStatus", zones.recovery(zone))));
        return nameServer
                .map(server -> Xml.of(
                        "GetHostedZoneResponse",
                        hosted,
                        Xml.of("DelegationSet", Xml.of("NameServers", Xml.text("NameServer", server)))))
                .orElseGet(() -> Xml.of("GetHostedZoneResponse", hosted));
    }

    private Xml check(AwsCall call) {
        String id = id(CHECK, call);
        HealthCheck check = zones.health(id);
        return Xml.of(
                "GetHealthCheckResponse",
                Xml.of(
                        "HealthCheck",
                        Xml.text("Id", id),
                        Xml.text("CallerReference", "fake"),
                        Xml.text("HealthCheckVersion", 1),
                        Xml.of(
                                "HealthCheckConfig",
                                Xml.text("Type", "HTTP"),
                                Xml.text("Inverted", check.inverted()),
                                Xml.text("Disabled", check.disabled()))));
    }

    /** The checkers' verdict on the endpoint, not inverted (API, StatusReport). */
    private Xml health(AwsCall call) {
        String status =
                zones.health(id(HEALTH, call)).answers() ? "Success: HTTP Status Code 200, OK" : "Failure: refused";
        return Xml.of(
                "GetHealthCheckStatusResponse",
                Xml.of(
                        "HealthCheckObservations",
                        Xml.of(
                                "HealthCheckObservation",
                                Xml.text("Region", "us-east-1"),
                                Xml.text("IPAddress", "192.0.2.1"),
                                Xml.of(
                                        "StatusReport",
                                        Xml.text("Status", status),
                                        Xml.text("CheckedTime", time.now())))));
    }

    private static String id(Pattern pattern, AwsCall call) {
        Matcher matcher = pattern.matcher(call.path());
        if (!matcher.matches()) {
            throw AwsError.sender(400, "InvalidInput", "no id in " + call.path());
        }
        return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(String path) {
        Map<String, String> query = new HashMap<>();
        int mark = path.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : path.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
