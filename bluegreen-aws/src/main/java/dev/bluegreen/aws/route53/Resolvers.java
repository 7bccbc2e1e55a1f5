package dev.bluegreen.aws.route53;

import dev.bluegreen.model.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.InitialDirContext;

/** DNS servers that are asked what they answer, by the DNS client of the JDK. Thread-safe. */
final class Resolvers {

    static final Resolvers NONE = new Resolvers(List.of());

    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9.]*(:[0-9]{1,5})?");
    private static final List<String> TYPES = List.of("CNAME", "A", "AAAA");
    private static final String TIMEOUT_MILLIS = "2000";

    private final List<String> servers;

    private Resolvers(List<String> servers) {
        this.servers = servers;
    }

    static Resolvers of(String... servers) {
        for (String server : servers) {
            if (!SERVER.matcher(server).matches()) {
                throw new ConfigurationException("askedOf: '" + server
                        + "' is no DNS server; give host or host:port, such as ns-1.awsdns-01.org");
            }
        }
        return new Resolvers(List.of(servers));
    }

    List<Sight.Answer> ask(String name) {
        return servers.stream().map(server -> ask(server, name)).toList();
    }

    // The DNS provider of JNDI, named here and by nobody else, makes no objects of what it reads; it wants a Hashtable.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static Sight.Answer ask(String server, String name) {
        try {
            Hashtable<String, String> environment = new Hashtable<>();
            environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
            environment.put(Context.PROVIDER_URL, "dns://" + server + "/");
            environment.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
            environment.put("com.sun.jndi.dns.timeout.retries", "2");
            InitialDirContext context = new InitialDirContext(environment);
            try {
                return new Sight.Answer(server, values(context.getAttributes(name, TYPES.toArray(String[]::new))));
            } finally {
                context.close();
            }
        } catch (NamingException e) {
            return new Sight.Answer(server, List.of());
        }
    }

    /** The name that an alias by CNAME leads to, or the addresses. */
    private static List<String> values(Attributes found) throws NamingException {
        for (String type : TYPES) {
            Attribute attribute = found.get(type);
            if (attribute != null) {
                return values(attribute);
            }
        }
        return List.of();
    }

    private static List<String> values(Attribute attribute) throws NamingException {
        List<String> values = new ArrayList<>();
        NamingEnumeration<?> all = attribute.getAll();
        while (all.hasMore()) {
            values.add(DnsNames.normalized(String.valueOf(all.next())));
        }
        Collections.sort(values);
        return values;
    }
}
