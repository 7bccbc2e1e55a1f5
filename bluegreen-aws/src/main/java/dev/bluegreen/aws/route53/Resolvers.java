package dev.bluegreen.aws.route53;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Wording;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import software.amazon.awssdk.services.route53.model.RRType;

/**
 * DNS servers queried with the JDK's DNS client. The name servers of the zone are read once, as Route 53 never changes those
 * of a zone. Thread-safe.
 */
final class Resolvers {

    /**
     * Responses of DNS servers for a name.
     *
     * @param all one response per server
     * @param behind addresses by alias target, since an alias is answered with its target's addresses
     */
    record Answers(List<Answer> all, Map<String, Set<String>> behind) {

        static final Answers NONE = new Answers(List.of(), Map.of());
    }

    /** Response of one server, sorted. */
    record Answer(String server, List<String> values) {}

    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9.]{0,252}(?::([0-9]{1,5}))?");

    private static final int HIGHEST_PORT = 65_535;

    /** CNAME first: for a name with a CNAME, other types are answered from its target. */
    private static final List<RRType> QUERIED = List.of(RRType.CNAME, RRType.A, RRType.AAAA);

    private static final String TIMEOUT_MILLIS = "2000";

    private final RecordApi api;
    private final List<String> given;
    private final boolean ofZone;
    private volatile List<String> zoneServers = List.of();

    private Resolvers(RecordApi api, List<String> given, boolean ofZone) {
        this.api = api;
        this.given = given;
        this.ofZone = ofZone;
    }

    static Resolvers none(RecordApi api) {
        return new Resolvers(api, List.of(), false);
    }

    Resolvers and(String... servers) {
        List<String> named = Input.allGiven("verifiedBy", "give host or host:port", servers);
        if (named.isEmpty()) {
            throw new ConfigurationException("verifiedBy: no DNS server is given; give host or host:port");
        }
        named.forEach(Resolvers::require);
        return new Resolvers(
                api, Stream.concat(given.stream(), named.stream()).distinct().toList(), ofZone);
    }

    private static void require(String server) {
        Matcher parts = SERVER.matcher(server);
        boolean fits = parts.matches() && (parts.group(1) == null || isPort(Integer.parseInt(parts.group(1))));
        if (!fits) {
            throw new ConfigurationException("verifiedBy: " + Wording.quoted(server)
                    + " is not the address of a DNS server; give host or host:port, such as ns-1.awsdns-01.org");
        }
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= HIGHEST_PORT;
    }

    Resolvers andThoseOfTheZone() {
        return new Resolvers(api, given, true);
    }

    /**
     * Determines the servers to query.
     *
     * @throws dev.bluegreen.model.PlatformException if they cannot be determined
     */
    void require() {
        if (ofZone && zoneServers.isEmpty()) {
            zoneServers = api.nameServers();
        }
    }

    /** The permissions required to determine the servers. */
    List<Permission> permissions() {
        return ofZone ? List.of(api.describing().permission()) : List.of();
    }

    /** Their answers for the records of a name, and the addresses of alias targets. */
    Answers query(Policy policy, RecordGroup group) {
        List<String> servers = servers();
        if (servers.isEmpty()) {
            return Answers.NONE;
        }
        List<RRType> types = QUERIED.stream()
                .filter(type -> group.sets().stream().anyMatch(set -> set.type() == type))
                .toList();
        return new Answers(
                servers.stream()
                        .map(server -> new Answer(server, values(server, api.name(), types)))
                        .toList(),
                behind(policy, group));
    }

    private List<String> servers() {
        require();
        return Stream.concat(given.stream(), zoneServers.stream()).distinct().toList();
    }

    /** Addresses of the alias targets that get traffic. */
    private static Map<String, Set<String>> behind(Policy policy, RecordGroup group) {
        return policy.sides(group, policy.split(group))
                .filter(set -> set.aliasTarget() != null)
                .map(RecordGroup::target)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), Resolvers::addresses));
    }

    private static Set<String> addresses(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .map(DnsNames::comparable)
                    .collect(Collectors.toSet());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    /** One query per type: many servers refuse queries of type ANY. */
    private static List<String> values(String server, String name, List<RRType> types) {
        return types.stream()
                .flatMap(type -> values(server, name, type.toString()).stream())
                .sorted()
                .toList();
    }

    // JNDI's DNS provider, fixed here, deserializes nothing; its API requires a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static List<String> values(String server, String name, String type) {
        try {
            Hashtable<String, String> environment = new Hashtable<>();
            environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
            environment.put(Context.PROVIDER_URL, "dns://" + server + "/");
            environment.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
            environment.put("com.sun.jndi.dns.timeout.retries", "2");
            InitialDirContext context = new InitialDirContext(environment);
            try {
                Attribute found =
                        context.getAttributes(name, new String[] {type}).get(type);
                return found == null ? List.of() : values(found.getAll());
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            return List.of();
        }
    }

    private static List<String> values(NamingEnumeration<?> all) {
        return Collections.list(all).stream()
                .map(String::valueOf)
                .map(DnsNames::comparable)
                .toList();
    }
}
